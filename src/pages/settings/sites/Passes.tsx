import type { PassView } from '../../../messages/index.ts';
import { PassAuto } from '../../shared/display/PassAuto.tsx';
import { PracticeChip } from '../../shared/display/Practice.tsx';
import { SiteName } from '../../shared/display/SiteName.tsx';
import { protocolText } from '../../shared/format/protocols.ts';
import { dayText } from '../../shared/format/time.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { ConfirmButton } from '../form/ConfirmButton.tsx';

/** What was paid for and opens again. */
export function Passes({ passes }: { passes: readonly PassView[] }) {
  const { t } = useUi();
  return (
    <section aria-labelledby="passes">
      <h2 id="passes">{t('passes')}</h2>
      {passes.length === 0 ? (
        <p class="muted">{t('passes_none')}</p>
      ) : (
        <>
          <p class="muted">{t('passes_text')}</p>
          <ul class="list">
            {passes.map((pass) => (
              <Line key={pass.id} pass={pass} />
            ))}
          </ul>
        </>
      )}
      <FailureAlert of={['pass.list', 'pass.remove', 'pass.auto']} />
    </section>
  );
}

function Line({ pass }: { pass: PassView }) {
  const { t, run, locale } = useUi();
  const { id, site, path, protocolName, at } = pass;
  return (
    <li class="pass" data-pass={id}>
      <span class="payment-site">
        <SiteName site={site} />
        <bdi class="mono">{path}</bdi>
        <span class="muted">
          {t('pass_paid', protocolText({ protocolName }), dayText(at, locale))}
        </span>
        <PracticeChip of={pass} />
      </span>
      <PassAuto pass={pass} />
      <ConfirmButton
        act="remove-pass"
        label={t('pass_remove')}
        question={t('pass_remove_sure')}
        of={`${site.host}${path}`}
        press={() => run('pass.remove', { passId: id })}
      />
    </li>
  );
}

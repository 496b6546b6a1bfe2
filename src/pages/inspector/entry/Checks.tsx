import { type Finding, mayAsk } from '../../../checks/index.ts';
import type { HttpResponse } from '../../../core/web/http.ts';
import { readBody } from '../../../inspect/check-input.ts';
import { useUi } from '../../shared/ui.ts';
import { Raw } from './Tree.tsx';

/** What the checks found, the gravest first. Their words are English. `response`: what they looked at. */
export function Checks(props: {
  findings: readonly Finding[];
  response: HttpResponse | undefined;
}) {
  const { t } = useUi();
  const { findings, response } = props;
  const isAsked = response === undefined || mayAsk(response.status);
  if (!isAsked && findings.length === 0) {
    return <p>{t('dev_checks_not_asked', String(response.status))}</p>;
  }
  return (
    <>
      {response !== undefined && isAsked && readBody(response) === undefined && (
        <p class="muted">{t('dev_checks_unread')}</p>
      )}
      {findings.length === 0 ? <p>{t('dev_checks_none')}</p> : <Findings findings={findings} />}
    </>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const { t } = useUi();
  return (
    <ul class="findings">
      {findings.map(({ check, level, field, reason, fix, link }, at) => (
        <li key={`${check}${field}${at}`} class={`finding ${level}`}>
          <h3>
            <span class="level">{t(`dev_level_${level}`)}</span> <code>{field}</code>
          </h3>
          <p lang="en">{reason}</p>
          <p lang="en">
            {fix.text}{' '}
            <a href={link} target="_blank" rel="noreferrer" aria-label={t('dev_spec_of', field)}>
              {t('dev_spec')}
            </a>{' '}
            <code class="muted">{check}</code>
          </p>
          {Object.entries(fix.code ?? {}).map(([framework, code]) => (
            <Raw key={framework} title={t('dev_fix_code', framework)} text={code} />
          ))}
        </li>
      ))}
    </ul>
  );
}

import { useMemo, useState } from 'preact/hooks';
import type { ExchangeContext } from '../../../inspect/check-input.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { Copy } from '../../shared/display/Copy.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { InspectorAct } from '../act.ts';
import { saveHar, saveReport } from '../save.ts';
import { RequestBody } from './Answers.tsx';
import { RawText } from './Tree.tsx';
import { hasClient, leaving, takenFrom } from './take-text.ts';

/** Copies and files of one exchange. What leaves holds no secrets unless they are asked for. */
export function Take(props: {
  view: ExchangeView;
  /** What the checks were given besides the view. */
  context: ExchangeContext;
  act: InspectorAct;
}) {
  const { view, context, act } = props;
  const { t, now } = useUi();
  const [secrets, setSecrets] = useState(false);
  const [proof, setProof] = useState(false);
  const { requestHeaders, requestBody, preflight } = context;
  // Each 402 of the tab draws this anew, and to look for secrets in every spelling takes its time.
  const shown = useMemo(
    () => leaving(view, context, { secrets, proof }),
    [view, requestHeaders, requestBody, preflight?.status, preflight?.headers, secrets, proof],
  );
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={secrets}
          onChange={({ currentTarget }) => setSecrets(currentTarget.checked)}
        />
        <span>{t('dev_secrets')}</span>
      </label>
      {view.exchange.sent !== undefined && (
        <label class="tick">
          <input
            type="checkbox"
            checked={proof}
            onChange={({ currentTarget }) => setProof(currentTarget.checked)}
          />
          <span>{t('dev_with_proof')}</span>
        </label>
      )}
      {secrets && (
        <Alert kind="warning">
          <p>{t('dev_secrets_warning')}</p>
        </Alert>
      )}
      <p class="buttons">
        <button
          type="button"
          class="secondary"
          data-act="save-har"
          onClick={() => saveHar([shown], act)}
        >
          {t('dev_save_har')}
        </button>
        <button
          type="button"
          class="secondary"
          data-act="save-report"
          onClick={() => saveReport([shown], act, now)}
        >
          {t('dev_save_report')}
        </button>
      </p>
      <RequestBody exchange={view.exchange} />
      {!hasClient(shown) && <p data-part="no-client">{t('dev_no_client')}</p>}
      {takenFrom(shown).map(({ name, text }) => {
        const title = name.startsWith('dev_') ? t(name as MessageKey) : name;
        return (
          <section key={name} class="part taken" data-taken={name}>
            <h3>
              {title} <Copy text={text} label={t('dev_copy_of', title)} />
            </h3>
            <RawText title={title} text={text} />
          </section>
        );
      })}
    </>
  );
}

import { useState } from 'preact/hooks';
import type { HeaderLine } from '../../../core/web/http.ts';
import { findingsOf } from '../../../inspect/reading.ts';
import { toHar } from '../../../inspect/take/har.ts';
import { redactRequest } from '../../../inspect/take/redact.ts';
import { reportHtml } from '../../../inspect/take/report.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { Copy } from '../../shared/display/Copy.tsx';
import { Alert } from '../../shared/notices/Alert.tsx';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { InspectorAct } from '../act.ts';
import { RawText } from './Tree.tsx';
import { leaving, takenFrom } from './take-text.ts';

/** Copies and files of one exchange. What leaves holds no secrets unless they are asked for. */
export function Take(props: {
  view: ExchangeView;
  headers: readonly HeaderLine[] | undefined;
  act: InspectorAct;
}) {
  const { view, headers, act } = props;
  const { t, now } = useUi();
  const [secrets, setSecrets] = useState(false);
  const [proof, setProof] = useState(false);
  const taken = takenFrom(view, headers, { secrets, proof });
  const shown = leaving(view, { secrets });
  const saveHar = () => {
    const known = () => (secrets ? (headers ?? []) : redactRequest(headers ?? []));
    act.save(
      'farebox-402.har',
      'application/json',
      JSON.stringify(toHar([shown], act.version, known), null, 2),
    );
  };
  const saveReport = () => {
    const reported = [{ view: shown, findings: findingsOf(shown.exchange) }];
    act.save('farebox-402.html', 'text/html', reportHtml(reported, act.version, now));
  };
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
        <button type="button" class="secondary" data-act="save-har" onClick={saveHar}>
          {t('dev_save_har')}
        </button>
        <button type="button" class="secondary" data-act="save-report" onClick={saveReport}>
          {t('dev_save_report')}
        </button>
      </p>
      {taken.map(({ name, text }) => {
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

import { useState } from 'preact/hooks';
import type { HeaderLine } from '../../../core/web/http.ts';
import { readingOf } from '../../../inspect/reading.ts';
import { isProof } from '../../../inspect/take/request.ts';
import { challengeTree } from '../../../inspect/tree/challenge-tree.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { InspectorAct, Replayed } from '../act.ts';
import type { SentRequests } from '../sent-requests.ts';
import { ActButton } from './ActButton.tsx';
import { AnswerPart } from './Answers.tsx';
import { ReadingPart } from './Reading.tsx';
import { Part } from './Tree.tsx';

/** Sends the request again, without or with the proof. */
export function Replay(props: {
  view: ExchangeView;
  /** The headers of the page's own request, where they are known. */
  headers: readonly HeaderLine[] | undefined;
  act: InspectorAct;
  replays: SentRequests;
}) {
  const { view, headers = [], act, replays } = props;
  const { t } = useUi();
  const leftOut = headers.filter(isProof).map(([name]) => name);
  const [cookies, setCookies] = useState(false);
  const [sure, setSure] = useState(false);
  const { exchange, payment } = view;
  const { busy, came } = replays.of(exchange.id);
  const hasProof = (exchange.sent ?? payment?.proof) !== undefined;
  const send = (proof: boolean) => {
    // The next one is asked about again.
    setSure(false);
    void replays.send(exchange.id, () => act.replay(view, { proof, cookies }));
  };
  return (
    <>
      <p>{t('dev_replay_text')}</p>
      {!/^(?:GET|HEAD|OPTIONS)$/.test(exchange.method) && <p>{t('dev_replay_body')}</p>}
      {leftOut.length > 0 && <p>{t('dev_replay_left_out', leftOut.join(', '))}</p>}
      <label class="tick">
        <input
          type="checkbox"
          checked={cookies}
          onChange={({ currentTarget }) => setCookies(currentTarget.checked)}
        />
        <span>{t('dev_replay_cookies')}</span>
      </label>
      <p class="buttons">
        <ActButton act="replay" busy={busy} onPress={() => send(false)}>
          {t('dev_replay_plain')}
        </ActButton>
      </p>
      {hasProof && (
        <Alert kind="warning">
          <p>{t('dev_replay_warning')}</p>
          <label class="tick">
            <input
              type="checkbox"
              checked={sure}
              onChange={({ currentTarget }) => setSure(currentTarget.checked)}
            />
            <span>{t('dev_replay_sure')}</span>
          </label>
          <ActButton act="replay-proof" busy={busy} disabled={!sure} onPress={() => send(true)}>
            {t('dev_replay_proof')}
          </ActButton>
        </Alert>
      )}
      <div aria-live="polite">
        {busy && <p>{t('dev_replay_busy')}</p>}
        {came !== undefined && 'error' in came && <p>{t('dev_replay_failed', came.error)}</p>}
        {came !== undefined && 'redirects' in came && <p>{t('dev_replay_redirects')}</p>}
        {came !== undefined && 'response' in came && <Came came={came} />}
      </div>
    </>
  );
}

function Came({ came: { response, ...cut } }: { came: Extract<Replayed, { response: unknown }> }) {
  return (
    <>
      <AnswerPart
        title="dev_replay_answer"
        isOwn
        answer={{ at: 0, response, body: response.body === undefined ? 'none' : 'read', ...cut }}
      />
      {response.status === 402 && (
        <>
          <ReadingPart reading={readingOf(response)} method={response.method} />
          {challengeTree(response).map((part, at) => (
            <Part key={`${part.where}${at}`} part={part} />
          ))}
        </>
      )}
    </>
  );
}

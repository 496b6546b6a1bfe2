import type { Exchange, RecordedAnswer } from '../../../core/exchange/exchange.ts';
import { sentCookies } from '../../../core/web/cors.ts';
import type { HeaderLine } from '../../../core/web/http.ts';
import { readersOf } from '../../../inspect/money/readers.ts';
import { headerLinesText } from '../../../inspect/take/shell.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { KINDS } from '../../../messages/request-kind.ts';
import { printable } from '../../popup/parts/details/format-raw.ts';
import { sentText } from '../../shared/format/sent-body.ts';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import { kindText } from '../texts.ts';
import { Raw } from './Tree.tsx';

/** The request as far as the browser told of it. */
export function Request(props: {
  view: ExchangeView;
  headers: readonly HeaderLine[] | undefined;
  seesRequests: boolean;
  preflight: { readonly status: number; readonly headers: readonly HeaderLine[] } | undefined;
}) {
  const { t } = useUi();
  const { exchange } = props.view;
  const { method, url, initiator, type, worker } = exchange;
  return (
    <>
      <dl class="facts">
        <dt>{t('dev_col_address')}</dt>
        <dd>
          <bdi class="mono">
            {method} {printable(url)}
          </bdi>
        </dd>
        <dt>{t('dev_col_kind')}</dt>
        <dd>{kindText(KINDS[type], t)}</dd>
        <dt>{t('dev_initiator')}</dt>
        <dd>
          {initiator === undefined ? t('dev_initiator_none') : <bdi>{printable(initiator)}</bdi>}
          {worker === true && <> ({t('dev_worker')})</>}
        </dd>
      </dl>
      {props.headers === undefined ? (
        <p class="muted">{t(props.seesRequests ? 'dev_headers_unknown' : 'dev_headers_untold')}</p>
      ) : (
        <Raw title={t('dev_headers')} text={headerLinesText(props.headers)} />
      )}
      <RequestBody exchange={exchange} />
      {props.preflight !== undefined && (
        <Raw
          title={`${t('dev_preflight')}: ${props.preflight.status}`}
          text={headerLinesText(props.preflight.headers)}
        />
      )}
    </>
  );
}

const ACCESS: Readonly<Record<string, MessageKey>> = {
  none: 'dev_read_none',
  'same-origin': 'dev_read_same',
  allowed: 'dev_read_allowed',
  blocked: 'dev_read_blocked',
};

/** What is known of the body of a request: its kind and size at most. Nothing for requests that have none. */
export function RequestBody({ exchange: { method, requestBody } }: { exchange: Exchange }) {
  const { t, locale } = useUi();
  if (requestBody === undefined && /^(?:GET|HEAD|OPTIONS)$/.test(method)) return null;
  return (
    <p class="muted" data-part="request-body">
      {requestBody !== undefined && `${sentText(requestBody, t, locale)} `}
      {t('dev_request_body')}
    </p>
  );
}

/** Both answers, and the one after a redirect: headers, body, and who could read them. */
export function Answers(props: { view: ExchangeView; headers: readonly HeaderLine[] | undefined }) {
  const { t } = useUi();
  const { asked, paid, landed, initiator } = props.view.exchange;
  const cookies = sentCookies(props.headers);
  const answers = [
    ['dev_answer_asked', asked],
    ['dev_answer_paid', paid],
    ['dev_answer_landed', landed],
  ] as const;
  return (
    <>
      {asked === undefined && <p>{t('dev_no_asked')}</p>}
      {answers.map(([title, answer]) =>
        answer === undefined ? null : (
          <AnswerPart
            key={title}
            title={title}
            answer={answer}
            initiator={initiator}
            cookies={cookies}
          />
        ),
      )}
    </>
  );
}

export function AnswerPart(props: {
  title: MessageKey;
  answer: RecordedAnswer;
  /** Farebox asked by itself: nobody else could read it. */
  isOwn?: true;
  initiator?: string | undefined;
  /** Whether the request sent cookies; undefined where that is not known. */
  cookies?: true | undefined;
}) {
  const { t } = useUi();
  const { title, answer, isOwn, initiator, cookies } = props;
  const { response, body, cut } = answer;
  const { access, hidden } = readersOf(response.url, initiator, response.headers, cookies);
  return (
    <section class="part">
      <h3>{t(title, String(response.status))}</h3>
      {isOwn !== true && <p>{t(ACCESS[access] ?? 'dev_read_none')}</p>}
      {access !== 'blocked' && hidden.length > 0 && (
        <p class="muted">{t('dev_hidden', hidden.join(', '))}</p>
      )}
      <Raw title={t('dev_headers')} text={headerLinesText(response.headers)} />
      {response.body === undefined ? (
        <p class="muted">{t(noBody(title, body))}</p>
      ) : (
        <Raw title={t('dev_body')} text={response.body} />
      )}
      {cut === true && <p class="muted">{t('dev_body_cut')}</p>}
    </section>
  );
}

function noBody(title: MessageKey, body: RecordedAnswer['body']): MessageKey {
  if (body === 'missing') return 'details_not_readable';
  return title === 'dev_answer_asked' ? 'dev_no_body' : 'dev_body_bought';
}

import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Exchange } from '../../../core/exchange/exchange.ts';
import type { HeaderLine, HttpResponse } from '../../../core/web/http.ts';
import { findingsOf, readingOf } from '../../../inspect/reading.ts';
import type { TakenRequest } from '../../../inspect/take/request.ts';
import { challengeTree, headerTree } from '../../../inspect/tree/challenge-tree.ts';
import { safeRequestOf, secretParametersOf } from '../../../inspect/what-if/ask.ts';
import type { HarEntry } from '../../../inspect/what-if/har-entries.ts';
import { type Pasted, parsePaste } from '../../../inspect/what-if/paste.ts';
import { printable } from '../../popup/parts/details/format-raw.ts';
import { type MessageKey, useUi } from '../../shared/ui.ts';
import type { InspectorAct, WhatIfText } from '../act.ts';
import { ActButton } from '../entry/ActButton.tsx';
import { Checks } from '../entry/Checks.tsx';
import { ReadingPart } from '../entry/Reading.tsx';
import { Part } from '../entry/Tree.tsx';
import type { SentRequests } from '../sent-requests.ts';

const KINDS: Readonly<Record<string, MessageKey>> = {
  http: 'dev_paste_http',
  curl: 'dev_paste_curl',
  headers: 'dev_paste_headers',
  har: 'dev_paste_har',
  body: 'dev_paste_body',
  value: 'dev_paste_value',
  request: 'dev_paste_request',
  url: 'dev_paste_url',
  unknown: 'dev_paste_unknown',
};

/** Stands for the address that answered, where nothing says it. */
export const UNSAID = 'https://shop.example/';

/** Reads what is pasted or edited, as Farebox would read it from a server. Nothing is sent but at a press. */
export function WhatIf(props: {
  start: WhatIfText;
  act: InspectorAct;
  /** What came of the requests that were asked, by the requests themselves. */
  asked: SentRequests;
  /** What is written now: it is there again when the part is opened again. */
  onWrite: (what: WhatIfText) => void;
  onBack: () => void;
}) {
  const { start, act, asked, onWrite, onBack } = props;
  const { t } = useUi();
  const [text, setText] = useState(start.text);
  const [url, setUrl] = useState(start.url);
  const [entry, setEntry] = useState(start.entry);
  const address = URL.canParse(url) ? url : UNSAID;
  const pasted = useMemo(() => parsePaste(text, address, entry), [text, address, entry]);
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  useLayoutEffect(() => {
    onWrite({ text, url, ...(entry === undefined ? {} : { entry }) });
  }, [text, url, entry]);
  return (
    <section
      class="what-if"
      aria-labelledby="what-if"
      onKeyDown={({ key, isComposing }) => {
        if (key === 'Escape' && !isComposing) onBack();
      }}
    >
      <p>
        <button type="button" class="link" data-act="back-to-list" onClick={onBack}>
          {t('dev_what_if_back')}
        </button>
      </p>
      <h2 id="what-if">{t('dev_what_if')}</h2>
      <p>{t('dev_what_if_text')}</p>
      <div class="field">
        <label for="what-if-url">{t('dev_what_if_url')}</label>
        <input
          id="what-if-url"
          type="url"
          spellcheck={false}
          value={url}
          onInput={({ currentTarget }) => setUrl(currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for="what-if-text">{t('dev_what_if_field')}</label>
        <textarea
          ref={field}
          id="what-if-text"
          class="mono"
          dir="ltr"
          rows={12}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            // Another text has other entries.
            setEntry(undefined);
          }}
        />
      </div>
      {text.trim() !== '' && (
        <>
          <p role="status">
            {t(KINDS[kindOf(pasted)] ?? 'dev_paste_unknown')}
            {isUnsaid(pasted) && ` ${t('dev_what_if_where', UNSAID)}`}
          </p>
          {pasted.kind === 'response' && pasted.har !== undefined && (
            <HarEntries {...pasted.har} onChoose={setEntry} />
          )}
          <Came pasted={pasted} act={act} asked={asked} />
        </>
      )}
    </section>
  );
}

/** The entries of a HAR, where it has several: one of them is read. */
function HarEntries(props: {
  entries: readonly HarEntry[];
  chosen: number;
  onChoose: (entry: number) => void;
}) {
  const { entries, chosen, onChoose } = props;
  const { t, locale } = useUi();
  if (entries.length < 2) return null;
  const count = new Intl.NumberFormat(locale).format(entries.length);
  return (
    <div class="field">
      <label for="what-if-entry">{t('dev_har_entry', count)}</label>
      <select
        id="what-if-entry"
        class="mono"
        value={String(chosen)}
        onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}
      >
        {entries.map(({ status, method, url }, at) => (
          <option key={at} value={String(at)}>
            {[status, method, url === undefined ? undefined : printable(url)]
              .filter((word) => word !== undefined)
              .join(' ')}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Whether nothing says which address answered. */
function isUnsaid(pasted: Pasted): boolean {
  return pasted.kind === 'response' && pasted.response.url === UNSAID;
}

function kindOf(pasted: Pasted): string {
  return pasted.kind === 'response' ? pasted.from : pasted.kind;
}

function Came(props: { pasted: Pasted; act: InspectorAct; asked: SentRequests }) {
  const { pasted, ...sending } = props;
  if (pasted.kind === 'response') {
    return <Read response={pasted.response} requestHeaders={pasted.requestHeaders} />;
  }
  if (pasted.kind === 'url') {
    return <Ask request={{ method: 'GET', url: pasted.url, headers: [] }} {...sending} />;
  }
  if (pasted.kind !== 'request') return null;
  return (
    <>
      <Ask request={pasted.request} {...sending} />
      {headerTree(pasted.request.headers).map((part, at) => (
        <Part key={`${part.where}${at}`} part={part} />
      ))}
    </>
  );
}

/** What a server answers is not known without asking it. It is asked at a press, and so that nothing can come of it. */
function Ask(props: { request: TakenRequest; act: InspectorAct; asked: SentRequests }) {
  const { request, act, asked } = props;
  const { t } = useUi();
  const safe = safeRequestOf(request);
  if (safe === undefined) return <p>{t('dev_ask_not', request.method)}</p>;
  const key = JSON.stringify(safe);
  const secrets = secretParametersOf(safe.url);
  const { busy, came } = asked.of(key);
  return (
    <>
      <p>{t('dev_ask_text', safe.method)}</p>
      {secrets.length > 0 && (
        <p class="caution">{t('dev_ask_secret', secrets.map(printable).join(', '))}</p>
      )}
      <p class="buttons">
        <ActButton act="ask" busy={busy} onPress={() => void asked.send(key, () => act.ask(safe))}>
          {t('dev_ask', new URL(safe.url).host)}
        </ActButton>
      </p>
      <div aria-live="polite">
        {came !== undefined && 'error' in came && <p>{t('dev_replay_failed', came.error)}</p>}
        {came !== undefined && 'redirects' in came && <p>{t('dev_replay_redirects')}</p>}
        {came !== undefined && 'response' in came && (
          <>
            <p>{t('dev_ask_status', String(came.response.status))}</p>
            {came.cut === true && <p class="muted">{t('dev_body_cut')}</p>}
            <Read response={came.response} cut={came.cut} requestHeaders={safe.headers} />
          </>
        )}
      </div>
    </>
  );
}

function Read(props: {
  response: HttpResponse;
  cut?: true | undefined;
  requestHeaders?: readonly HeaderLine[] | undefined;
}) {
  const { t, now } = useUi();
  const { response, cut, requestHeaders } = props;
  const context = requestHeaders === undefined ? {} : { requestHeaders };
  return (
    <>
      <ReadingPart reading={readingOf(response)} method={response.method} />
      <section class="part">
        <h3>{t('dev_tab_checks')}</h3>
        <Checks
          findings={findingsOf(exchangeOf(response, now, cut), context)}
          response={response}
        />
      </section>
      {challengeTree(response).map((part, at) => (
        <Part key={`${part.where}${at}`} part={part} />
      ))}
    </>
  );
}

/** As if a page had just been answered so. */
function exchangeOf(response: HttpResponse, now: number, cut: true | undefined): Exchange {
  return {
    ...{ id: 'what-if', tabId: -1, frameId: 0, type: 'main_frame', at: now },
    ...{ method: response.method, url: response.url },
    asked: {
      ...{ at: now, response, body: response.body === undefined ? 'none' : 'read' },
      ...(cut === undefined ? {} : { cut }),
    },
  };
}

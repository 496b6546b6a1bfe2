import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type ExchangeContext, readBody } from '../../../inspect/check-input.ts';
import { findingsOf, readingOf } from '../../../inspect/reading.ts';
import { challengeTree } from '../../../inspect/tree/challenge-tree.ts';
import { editable } from '../../../inspect/what-if/paste.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { printable } from '../../popup/parts/details/format-raw.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { InspectorAct, WhatIfText } from '../act.ts';
import { contextOf } from '../exchange-context.ts';
import type { SentRequests } from '../sent-requests.ts';
import type { Watch } from '../watch.ts';
import { Answers, Request } from './Answers.tsx';
import { Checks } from './Checks.tsx';
import { Payment } from './Payment.tsx';
import { ReadingPart } from './Reading.tsx';
import { Replay } from './Replay.tsx';
import { Take } from './Take.tsx';
import { Timeline } from './Timeline.tsx';
import { Part } from './Tree.tsx';

const TABS = [
  'challenge',
  'checks',
  'request',
  'answers',
  'payment',
  'timeline',
  'take',
  'replay',
] as const;
type Tab = (typeof TABS)[number];

/** What scrolls is reached by keyboard (WCAG 2.1.1). */
const SCROLLS = { tabIndex: 0 };

type EntryProps = {
  view: ExchangeView;
  watch: Watch;
  act: InspectorAct;
  /** By the ids of exchanges. */
  replays: SentRequests;
  onEdit: (what: WhatIfText) => void;
  /** Back to the list, by Escape. */
  onLeave: () => void;
};

/** One exchange whole, a part at a time. */
export function Entry(props: EntryProps) {
  const { t } = useUi();
  const [tab, setTab] = useState<Tab>('challenge');
  const tabs = useRef<HTMLDivElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    tabs.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, [tab]);
  const { exchange } = props.view;
  const context = contextOf(props.view, props.watch);
  const { requestHeaders, preflight, earlier } = context;
  // The checks verify signatures: not at each press of a key.
  const findings = useMemo(
    () => findingsOf(exchange, context),
    [exchange, requestHeaders, preflight, earlier],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const at = TABS.indexOf(tab);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: TABS.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moved.current = true;
    setTab(TABS.at(to % TABS.length) ?? 'challenge');
  };
  return (
    <section
      class="entry"
      aria-labelledby="entry"
      onKeyDown={({ key }) => {
        if (key === 'Escape') props.onLeave();
      }}
    >
      <h2 id="entry" class="only-heard">
        {exchange.method} {printable(exchange.url)}
      </h2>
      <div ref={tabs} class="tabs" role="tablist" aria-label={t('dev_parts')} onKeyDown={onKeyDown}>
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            data-tab={each}
            aria-selected={each === tab}
            aria-controls="part"
            tabIndex={each === tab ? 0 : -1}
            onClick={() => setTab(each)}
          >
            {t(`dev_tab_${each}`)}
            {each === 'checks' && findings.length > 0 && ` ${findings.length}`}
          </button>
        ))}
      </div>
      <div id="part" class="tab-part" role="tabpanel" aria-labelledby={`tab-${tab}`} {...SCROLLS}>
        {props.view.payment?.practice === true && (
          <Alert kind="warning">
            <p data-practice="">{t('practice_moved')}</p>
          </Alert>
        )}
        {drawTab(tab, props, context, findings)}
      </div>
    </section>
  );
}

function drawTab(
  tab: Tab,
  props: EntryProps,
  context: ExchangeContext,
  findings: ReturnType<typeof findingsOf>,
): ComponentChildren {
  const { view, act, watch, replays } = props;
  const { requestHeaders, preflight } = context;
  switch (tab) {
    case 'challenge':
      return <Challenge view={view} onEdit={props.onEdit} />;
    case 'checks':
      return <Checks findings={findings} response={view.exchange.asked?.response} />;
    case 'request':
      return (
        <Request
          view={view}
          headers={requestHeaders}
          seesRequests={watch.seesRequests}
          preflight={preflight}
        />
      );
    case 'answers':
      return <Answers view={view} headers={requestHeaders} />;
    case 'payment':
      return <Payment view={view} act={act} />;
    case 'timeline':
      return <Timeline view={view} />;
    case 'take':
      return <Take key={view.exchange.id} view={view} context={context} act={act} />;
    default:
      return (
        <Replay
          key={view.exchange.id}
          view={view}
          headers={requestHeaders}
          act={act}
          replays={replays}
        />
      );
  }
}

function Challenge({ view, onEdit }: Pick<EntryProps, 'view' | 'onEdit'>) {
  const { t } = useUi();
  const { asked, url } = view.exchange;
  if (asked === undefined) return <p>{t('dev_no_asked')}</p>;
  const { response } = asked;
  const parts = challengeTree(response);
  return (
    <>
      <p class="buttons">
        <button
          type="button"
          class="secondary"
          data-act="edit"
          onClick={() => onEdit({ text: editable(response), url })}
        >
          {t('dev_edit')}
        </button>
      </p>
      {parts.length === 0 && (
        <p>{t(readBody(response) === undefined ? 'dev_no_challenge' : 'dev_no_challenge_read')}</p>
      )}
      {parts.map((part, at) => (
        <Part key={`${part.where}${at}`} part={part} />
      ))}
      <ReadingPart reading={readingOf(response)} method={response.method} />
    </>
  );
}

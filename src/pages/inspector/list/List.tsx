import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ExchangeRow } from '../../../messages/index.ts';
import { printable } from '../../popup/parts/details/format-raw.ts';
import { moneyText } from '../../shared/format/money.ts';
import { useUi } from '../../shared/ui.ts';
import { styled } from '../styled.ts';
import { kindText, outcomeText } from '../texts.ts';
import type { Rows } from './rows.ts';

/** Rows beyond the edges that are drawn, so that a quick scroll shows no gaps. */
const BEYOND = 6;
/** A row's height in rem; the style sheet has the same. */
const ROW_REM = 1.75;

/** `bar`: the width of the bar for scrolling, which the names of the columns leave free as well. */
type Window = {
  readonly top: number;
  readonly height: number;
  readonly row: number;
  readonly bar: number;
};

/** The list: only the rows in sight are in the document, however many there are. */
export function List(props: {
  rows: Rows;
  selected: string | undefined;
  onSelect: (id: string) => void;
  onOpen: () => void;
}) {
  const { rows, selected, onSelect, onOpen } = props;
  const { t, locale } = useUi();
  const time = useMemo(() => new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }), [locale]);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [view, setView] = useState<Window>({ top: 0, height: 400, row: 28, bar: 0 });
  const look = () => {
    const { current } = box;
    if (current === null) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { scrollTop, clientHeight, offsetWidth, clientWidth } = current;
    const bar = offsetWidth - clientWidth;
    setView({ top: scrollTop, height: clientHeight, row: rem * ROW_REM, bar });
  };
  const onScroll = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = box.current ?? {};
    atEnd.current = scrollTop + clientHeight >= scrollHeight - 4;
    look();
  };
  useLayoutEffect(look, []);
  useEffect(() => {
    const watcher = new ResizeObserver(look);
    if (box.current !== null) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  const count = rows.shown.length;
  // What comes is in sight while the end is.
  useLayoutEffect(() => {
    if (atEnd.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [count, view.row]);

  const first = Math.max(0, Math.floor(view.top / view.row) - BEYOND);
  const last = Math.min(count, Math.ceil((view.top + view.height) / view.row) + BEYOND);
  // Rows that come into sight take the elements of those that left it: a scroll makes none.
  const slots = Math.ceil(view.height / view.row) + 2 * BEYOND + 2;
  const place = selected === undefined ? -1 : rows.at(selected);
  const isDrawn = place >= first && place < last;

  const go = (to: number) => {
    const next = Math.min(count - 1, Math.max(0, to));
    const row = rows.shown[next];
    const { current } = box;
    if (row === undefined || current === null) return;
    const top = next * view.row;
    if (top < current.scrollTop) current.scrollTop = top;
    else if (top + view.row > current.scrollTop + current.clientHeight) {
      current.scrollTop = top + view.row - current.clientHeight;
    }
    look();
    onSelect(row.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / view.row) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place < 0 ? count - 1 : place - 1,
      PageDown: place + page,
      PageUp: place - page,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (to !== undefined) go(to);
    else if (place >= 0) onOpen();
  };
  return (
    <div class="list">
      <div
        class="columns"
        aria-hidden="true"
        ref={styled((style) => {
          style.paddingInlineEnd = `calc(var(--gap) + ${view.bar}px)`;
        })}
      >
        <span>{t('dev_col_time')}</span>
        <span>{t('dev_col_status')}</span>
        <span>{t('dev_col_method')}</span>
        <span>{t('dev_col_address')}</span>
        <span>{t('dev_col_amount')}</span>
        <span>{t('dev_col_outcome')}</span>
        <span>{t('dev_col_protocol')}</span>
        <span>{t('dev_col_kind')}</span>
        <span>{t('dev_initiator')}</span>
      </div>
      <div
        ref={box}
        class="rows-box"
        role="listbox"
        tabIndex={0}
        aria-label={t('dev_list')}
        aria-activedescendant={isDrawn ? `row-${place}` : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div
          class="rows-all"
          role="presentation"
          ref={styled((style) => {
            style.height = `${count * view.row}px`;
          })}
        >
          {rows.shown.slice(first, last).map((row, n) => (
            <Line
              key={(first + n) % slots}
              row={row}
              time={time}
              at={first + n}
              count={count}
              top={(first + n) * view.row}
              selected={row.id === selected}
              onSelect={(id) => {
                // The keys are the list's: an element of it goes when it is scrolled out of sight.
                box.current?.focus({ preventScroll: true });
                onSelect(id);
              }}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function Line(props: {
  row: ExchangeRow;
  time: Intl.DateTimeFormat;
  at: number;
  count: number;
  top: number;
  selected: boolean;
  onSelect: (id: string) => void;
}) {
  const ui = useUi();
  const { row, at, count, top, selected } = props;
  const status = [row.status, row.paidStatus].filter((each) => each !== undefined).join(' → ');
  return (
    <div
      id={`row-${at}`}
      class="line"
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={at + 1}
      aria-setsize={count}
      data-id={row.id}
      data-outcome={row.outcome}
      ref={styled((style) => {
        style.transform = `translateY(${top}px)`;
      })}
      onClick={() => props.onSelect(row.id)}
      onKeyDown={() => undefined}
    >
      <span>{props.time.format(row.at)}</span>
      <span>{status}</span>
      <span>{row.method}</span>
      <span class="where" title={printable(row.url)}>
        <Address url={row.url} />
      </span>
      <span>{row.money === undefined ? '' : moneyText(row.money, ui)}</span>
      <span class="outcome">{outcomeText(row.outcome, ui.t)}</span>
      <span>{row.protocols.join(', ')}</span>
      <span>{kindText(row.what, ui.t)}</span>
      <Initiator row={row} />
    </div>
  );
}

/** The page that made the request, or the worker of it; a page that the user opened has none. */
function Initiator({ row: { initiator, worker } }: { row: ExchangeRow }) {
  const { t } = useUi();
  const parts = [
    ...(initiator === undefined ? [] : [printable(URL.parse(initiator)?.host || initiator)]),
    ...(worker === true ? [t('dev_worker')] : []),
  ];
  const whole = [...(initiator === undefined ? [] : [printable(initiator)]), ...parts.slice(1)];
  return (
    <span class="initiator" title={whole.join(', ')}>
      <bdi>{parts.join(', ')}</bdi>
    </span>
  );
}

/** The path comes first: it tells the requests of one host apart, and a narrow list cuts the end. */
function Address({ url }: { url: string }) {
  const parsed = URL.parse(url);
  if (parsed === null) return <bdi>{printable(url)}</bdi>;
  return (
    <>
      <bdi>{printable(`${parsed.pathname}${parsed.search}`)}</bdi>
      <bdi class="muted">{printable(parsed.host)}</bdi>
    </>
  );
}

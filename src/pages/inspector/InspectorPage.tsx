import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExchangeView } from '../../messages/index.ts';
import { countedKey } from '../shared/format/counted.ts';
import { type MessageKey, type Ui, UiProvider, useUi } from '../shared/ui.ts';
import type { InspectorAct, WhatIfText } from './act.ts';
import { Entry } from './entry/Entry.tsx';
import { List } from './list/List.tsx';
import type { Rows } from './list/rows.ts';
import { SaveAll } from './list/SaveAll.tsx';
import { useSentRequests } from './sent-requests.ts';
import type { Watch } from './watch.ts';
import { UNSAID, WhatIf } from './what-if/WhatIf.tsx';

export type InspectorProps = {
  readonly rows: Rows;
  readonly watch: Watch;
  readonly act: InspectorAct;
  readonly ui: Ui;
};

/** The developers' view: the requests of a tab that ask for money, and one of them whole. */
export function InspectorPage({ rows, watch, act, ui }: InspectorProps) {
  const { t } = ui;
  const [selected, select] = useState<string>();
  const [whatIf, setWhatIf] = useState<WhatIfText>();
  const written = useRef<WhatIfText>({ text: '', url: UNSAID });
  const part = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const row = selected === undefined ? undefined : rows.shown[rows.at(selected)];
  const replays = useSentRequests();
  const asked = useSentRequests();
  const view = useView(selected, `${row?.lastAt} ${row?.outcome} ${row?.body}`, act);
  const open = useOpen(part, view);
  const leave = () => {
    const box = list.current?.querySelector<HTMLElement>('[role=listbox]');
    box?.focus();
    // Firefox scrolls to what is out of sight whole, and no more.
    box?.scrollIntoView({ block: 'nearest' });
  };
  const whatIfOpen = useRef(false);
  useEffect(() => {
    // The button that led back is gone, and the focus with it.
    if (whatIfOpen.current && whatIf === undefined) leave();
    whatIfOpen.current = whatIf !== undefined;
  }, [whatIf]);
  return (
    <UiProvider value={ui}>
      <main>
        <h1 class="only-heard">{t('dev_title')}</h1>
        <Toolbar
          rows={rows}
          watch={watch}
          act={act}
          onClear={() => {
            select(undefined);
            replays.clear();
            act.clear();
          }}
          onWhatIf={() => setWhatIf(written.current)}
        />
        {whatIf !== undefined ? (
          <WhatIf
            start={whatIf}
            act={act}
            asked={asked}
            onWrite={(what) => {
              written.current = what;
            }}
            onBack={() => setWhatIf(undefined)}
          />
        ) : (
          <div class={`both ${selected === undefined ? 'none-chosen' : ''}`} ref={list}>
            {rows.shown.length === 0 ? (
              <p class="empty">{t(emptyText(rows))}</p>
            ) : (
              <List rows={rows} selected={selected} onSelect={select} onOpen={open} />
            )}
            <div class="side" ref={part}>
              {view.state === 'there' && selected !== undefined ? (
                <Entry
                  view={view.view}
                  watch={watch}
                  act={act}
                  replays={replays}
                  onEdit={setWhatIf}
                  onLeave={leave}
                />
              ) : (
                (view.state === 'gone' || rows.shown.length > 0) && (
                  <p class="empty">{t(view.state === 'gone' ? 'dev_gone' : 'dev_select')}</p>
                )
              )}
            </div>
          </div>
        )}
      </main>
    </UiProvider>
  );
}

function emptyText({ size, isCleared }: Rows): MessageKey {
  if (size > 0) return 'dev_none_match';
  return isCleared ? 'dev_cleared' : 'dev_empty';
}

type Loaded =
  | { readonly state: 'none' | 'gone' }
  | { readonly state: 'there'; readonly view: ExchangeView };

/** The chosen exchange, asked for anew when its row changes. The one before stays until the next one is there. */
function useView(id: string | undefined, changed: string, act: InspectorAct): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ state: 'none' });
  useEffect(() => {
    if (id === undefined) return;
    let current = true;
    void act.load(id).then((view) => {
      if (!current) return;
      setLoaded(view === undefined ? { state: 'gone' } : { state: 'there', view });
    });
    return () => {
      current = false;
    };
  }, [id, changed]);
  return id === undefined ? { state: 'none' } : loaded;
}

/** Moves the focus to the chosen exchange: at once, or when it is there. */
function useOpen(part: RefObject<HTMLElement | null>, view: Loaded): () => void {
  const waits = useRef(false);
  const tab = () => part.current?.querySelector<HTMLElement>('[role=tab][tabindex="0"]');
  useEffect(() => {
    if (view.state === 'none') return;
    if (waits.current) tab()?.focus();
    waits.current = false;
  }, [view]);
  return () => {
    waits.current = tab() == null;
    tab()?.focus();
  };
}

function Toolbar(props: {
  rows: Rows;
  watch: Watch;
  act: InspectorAct;
  onClear: () => void;
  onWhatIf: () => void;
}) {
  const { rows, watch, act } = props;
  const [text, setText] = useState('');
  const { t, locale } = useUi();
  const number = new Intl.NumberFormat(locale);
  return (
    <div class="toolbar" role="toolbar" aria-label={t('dev_toolbar')}>
      <input
        type="search"
        aria-label={t('dev_filter')}
        placeholder={t('dev_filter_hint')}
        title={t('dev_filter_hint')}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          act.filter(currentTarget.value);
        }}
      />
      <label class="tick">
        <input
          type="checkbox"
          data-act="preserve"
          checked={rows.preserve}
          onChange={({ currentTarget }) => act.preserve(currentTarget.checked)}
        />
        <span>{t('dev_preserve')}</span>
      </label>
      <button type="button" class="copy" data-act="clear" onClick={props.onClear}>
        {t('dev_clear')}
      </button>
      <button type="button" class="copy" data-act="what-if" onClick={props.onWhatIf}>
        {t('dev_what_if')}
      </button>
      {rows.shown.length > 0 && <SaveAll rows={rows} watch={watch} act={act} />}
      <span class="count muted" role="status">
        {t(
          countedKey('dev_count', rows.size, locale),
          number.format(rows.shown.length),
          number.format(rows.size),
        )}
      </span>
    </div>
  );
}

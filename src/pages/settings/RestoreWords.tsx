import { useId, useState } from 'preact/hooks';
import type { MoneyView } from '../../messages/index.ts';
import { FailureAlert } from '../shared/Alert.tsx';
import { moneyText } from '../shared/money.ts';
import { type Ui, useUi } from '../shared/ui.ts';
import { TextField } from './TextField.tsx';

/** What a mint gave; absent while it was not asked, or failed: then asking again goes on there. */
type Asked = { readonly mint: string; readonly restored: readonly MoneyView[] };

/** Twelve words in, each mint asked in turn, what came back shown for each. */
export function RestoreWords({ mints }: { mints: readonly string[] }) {
  const ui = useUi();
  const { t, run, busy } = ui;
  const id = useId();
  const [words, setWords] = useState('');
  const [typed, setTyped] = useState<string>();
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const list = typed ?? mints.join('\n');
  const urls = [...new Set(list.split(/\s+/).filter((url) => url !== ''))];
  const restore = async (event: SubmitEvent) => {
    event.preventDefault();
    const done = asked.filter(({ mint }) => urls.includes(mint));
    setTyped(list);
    for (const mint of urls.filter((url) => !done.some((each) => each.mint === url))) {
      const answer = await run('ecash.restore', { words, mint });
      // Why is said below, and names the mint; the others are asked when this one is out of the list, or answers.
      if (answer === undefined) break;
      done.push({ mint, restored: answer.restored });
      setAsked([...done]);
    }
    if (urls.every((url) => done.some(({ mint }) => mint === url))) setWords('');
  };
  return (
    <details class="card" data-act="restore-open">
      <summary>{t('restore_title')}</summary>
      <p>{t('restore_text')}</p>
      <form onSubmit={(event) => void restore(event)}>
        <TextField
          label={t('restore_words')}
          kind="secret"
          value={words}
          onValue={(value) => {
            setWords(value);
            setAsked([]);
          }}
        />
        <div class="field">
          <label for={id}>{t('restore_mints')}</label>
          <textarea
            id={id}
            data-act="restore-mints"
            rows={3}
            aria-describedby={`${id}-hint`}
            value={list}
            disabled={busy !== undefined}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <p id={`${id}-hint`} class="hint">
            {t('restore_mints_hint')}
          </p>
        </div>
        <button
          type="submit"
          class="secondary"
          data-act="restore"
          disabled={busy !== undefined || words.trim() === '' || urls.length === 0}
        >
          {busy === 'ecash.restore' ? t('working') : t('restore_button')}
        </button>
      </form>
      <div role="status" data-restored>
        {asked.length > 0 && (
          <ul class="list">
            {asked.map((each) => (
              <li key={each.mint}>{askedText(each, ui)}</li>
            ))}
          </ul>
        )}
      </div>
      <FailureAlert of={['ecash.restore']} />
    </details>
  );
}

function askedText({ mint, restored }: Asked, ui: Ui): string {
  if (restored.length === 0) return ui.t('restore_nothing', mint);
  return ui.t('restore_found', mint, restored.map((money) => moneyText(money, ui)).join(' · '));
}

import { useId, useState } from 'preact/hooks';
import type { Commands } from '../../../messages/index.ts';
import { moneyText } from '../../shared/format/money.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { type Ui, useUi } from '../../shared/ui.ts';
import { TextField } from '../form/TextField.tsx';

/** What a mint gave, or why it gave nothing: one that failed is asked again at the next press, the others are not. */
type Asked = { readonly mint: string } & Commands['ecash.restore']['out'];

/** Twelve words in, each mint asked in turn, what came back shown for each; one that fails stops no other. */
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
    const done = asked.filter(({ mint, failure }) => urls.includes(mint) && failure === undefined);
    const left = urls.filter((url) => !done.some(({ mint }) => mint === url));
    setTyped(list);
    setAsked([...done]);
    for (const mint of left) {
      const answer = await run('ecash.restore', { words, mint });
      // The words or the purse: no other mint would make a difference, and the alert below says why.
      if (answer === undefined) return;
      done.push({ mint, ...answer });
      setAsked([...done]);
    }
    if (done.every(({ failure }) => failure === undefined)) setWords('');
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
              <li key={each.mint} data-failed={each.failure && ''}>
                {askedText(each, ui)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <FailureAlert of={['ecash.restore']} />
    </details>
  );
}

function askedText({ mint, restored, failure }: Asked, ui: Ui): string {
  if (failure !== undefined) {
    return ui.t('restore_failed', mint, ui.t(failure.error, ...failure.detail));
  }
  if (restored.length === 0) return ui.t('restore_nothing', mint);
  return ui.t('restore_found', mint, restored.map((money) => moneyText(money, ui)).join(' · '));
}

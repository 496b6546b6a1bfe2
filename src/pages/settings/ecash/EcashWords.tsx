import { useState } from 'preact/hooks';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PassphraseForm } from '../form/PassphraseForm.tsx';

/** The twelve words (NUT-13), after the passphrase: once, until they are hidden or the page is left. */
export function EcashWords({ backedUp }: { backedUp: boolean }) {
  const { t, run } = useUi();
  const [words, setWords] = useState<string>();
  const show = async (passphrase: string) => {
    const shown = await run('ecash.words', { passphrase });
    setWords(shown?.words);
  };
  const written = async () => {
    if ((await run('ecash.wordsWritten', null)) !== undefined) setWords(undefined);
  };
  if (words === undefined && backedUp) return <p class="hint">{t('words_done')}</p>;
  return (
    <details class="card">
      <summary>{t('words_title')}</summary>
      <p>{t('words_text')}</p>
      {words === undefined ? (
        <>
          <PassphraseForm act="words" button="words_show" of="ecash.words" submit={show} />
          <FailureAlert of={['ecash.words']} />
        </>
      ) : (
        <Alert kind="warning">
          <ol class="words" data-words>
            {words.split(' ').map((word, index) => (
              <li key={`${index}${word}`} lang="en">
                {word}
              </li>
            ))}
          </ol>
          <button
            type="button"
            class="secondary"
            data-act="words-written"
            onClick={() => void written()}
          >
            {t('words_written')}
          </button>
        </Alert>
      )}
    </details>
  );
}

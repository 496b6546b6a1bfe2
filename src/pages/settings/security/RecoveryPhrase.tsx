import { useState } from 'preact/hooks';
import type { KeyRingView, PlacedWord, PurseView } from '../../../messages/index.ts';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PassphraseForm } from '../form/PassphraseForm.tsx';

/** The twelve words of the whole of Farebox: shown after the password, then two of them are asked for. */
export function RecoveryPhrase({ keyring, purse }: { keyring: KeyRingView; purse: PurseView }) {
  const { t, run } = useUi();
  const [words, setWords] = useState<readonly string[]>();
  const [checks, setChecks] = useState(false);
  if (keyring.state === 'none' || keyring.phrase === 'none') return null;
  const show = async (passphrase: string) => {
    const shown = await run('phrase.words', { passphrase });
    setWords(shown?.words.split(' '));
  };
  const close = () => {
    setWords(undefined);
    setChecks(false);
  };
  return (
    <section aria-labelledby="phrase" data-phrase={keyring.phrase}>
      <h2 id="phrase">{t('words_title')}</h2>
      <p>{t('words_text')}</p>
      {purse.state !== 'none' && purse.origin === 'key' && <p>{t('words_text_key')}</p>}
      {keyring.phrase === 'confirmed' && <p class="hint">{t('words_done')}</p>}
      {words === undefined ? (
        <details class="card" data-act="words-open">
          <summary>{t('words_show')}</summary>
          <PassphraseForm act="words" button="words_show" of="phrase.words" submit={show} />
          <FailureAlert of={['phrase.words']} />
        </details>
      ) : checks ? (
        <Check words={words} back={() => setChecks(false)} done={close} />
      ) : (
        <Alert kind="warning">
          <ol class="words" data-words>
            {words.map((word, index) => (
              <li key={`${index}${word}`} lang="en">
                {word}
              </li>
            ))}
          </ol>
          <div class="line">
            <button
              type="button"
              class="secondary"
              data-act="words-written"
              onClick={() => setChecks(true)}
            >
              {t('words_written')}
            </button>
            <button type="button" class="copy" data-act="hide-words" onClick={close}>
              {t('backup_hide')}
            </button>
          </div>
        </Alert>
      )}
    </section>
  );
}

/** Two places of so many, the lower one first. */
function twoOf(count: number): readonly [number, number] {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint8Array(2));
  const first = a % count;
  const second = (first + 1 + (b % (count - 1))) % count;
  return [Math.min(first, second) + 1, Math.max(first, second) + 1];
}

function Check(props: { words: readonly string[]; back: () => void; done: () => void }) {
  const { t, run, busy } = useUi();
  const [places] = useState(() => twoOf(props.words.length));
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    const words: PlacedWord[] = places.map((place) => ({ place, word: typed[place] ?? '' }));
    if ((await run('phrase.confirm', { words })) !== undefined) props.done();
  };
  return (
    <form class="card" data-words-check onSubmit={(event) => void confirm(event)}>
      <p>{t('words_check')}</p>
      {places.map((place) => (
        <WordField
          key={place}
          place={place}
          value={typed[place] ?? ''}
          onValue={(value) => setTyped({ ...typed, [place]: value })}
        />
      ))}
      <FailureAlert of={['phrase.confirm']} />
      <div class="line">
        <button
          type="submit"
          class="primary"
          data-act="words-confirm"
          disabled={busy !== undefined}
        >
          {t('words_confirm')}
        </button>
        <button type="button" class="secondary" data-act="words-back" onClick={props.back}>
          {t('words_show')}
        </button>
      </div>
    </form>
  );
}

function WordField(props: { place: number; value: string; onValue: (value: string) => void }) {
  const { t } = useUi();
  const id = useFieldId();
  return (
    <div class="field">
      <label for={id}>{t('words_place', String(props.place))}</label>
      <input
        id={id}
        type="text"
        data-place={props.place}
        autoComplete="off"
        autoCapitalize="none"
        spellcheck={false}
        lang="en"
        required
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
      />
    </div>
  );
}

import { useState } from 'preact/hooks';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { TextField } from '../form/TextField.tsx';

/** A mint by its address; agreed to by a tick, because it will hold money. */
export function AddMint({ first }: { first: boolean }) {
  const { t, run, busy } = useUi();
  const [url, setUrl] = useState('');
  const [agreed, setAgreed] = useState(false);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const done = await run('ecash.addMint', { url: url.trim() });
    if (done === undefined) return;
    setUrl('');
    setAgreed(false);
  };
  return (
    <details class="card" data-act="add-mint-open">
      <summary>{t(first ? 'mint_add_first' : 'mint_add')}</summary>
      <form onSubmit={(event) => void add(event)}>
        <TextField
          label={t('mint_url')}
          hint={t('mint_url_hint')}
          kind="url"
          of="ecash.addMint"
          value={url}
          onValue={setUrl}
        />
        <label class="tick">
          <input
            type="checkbox"
            data-act="mint-agree"
            checked={agreed}
            disabled={busy !== undefined}
            onChange={(event) => setAgreed(event.currentTarget.checked)}
          />
          <span>{t('mint_agree')}</span>
        </label>
        <button
          type="submit"
          class="secondary"
          data-act="add-mint"
          disabled={busy !== undefined || !agreed || url.trim() === ''}
        >
          {busy === 'ecash.addMint' ? t('working') : t('mint_add')}
        </button>
      </form>
      <FailureAlert of={['ecash.addMint']} />
    </details>
  );
}

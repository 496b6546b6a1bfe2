import { useState } from 'preact/hooks';
import { assetsOf } from '../../../core/money/assets.ts';
import type { NetworkSetting } from '../../../messages/index.ts';
import { AmountField } from '../../shared/fields/AmountField.tsx';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { parseAmount } from '../../shared/format/dollars.ts';
import { useUi } from '../../shared/ui.ts';

const CHOICES = ['5', '10'] as const;
/** Where most of what can be paid is priced. */
const FIRST = 'eip155:8453';

/** Dollars from the browser's wallet to the purse: 5, 10 or an amount of one's own, on one network. */
export function AddFromWallet(props: { name: string; networks: readonly NetworkSetting[] }) {
  const { t, run, busy, locale } = useUi();
  const [choice, setChoice] = useState<string>(CHOICES[0]);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const networks = props.networks.filter(({ network }) => dollarsOn(network.id) !== undefined);
  const first = networks.find(({ network }) => network.id === FIRST) ?? networks[0];
  const [picked, setPicked] = useState(first?.network.id);
  const asset = picked === undefined ? undefined : dollarsOn(picked);
  const id = useFieldId();
  if (asset === undefined) return null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const text = choice === 'own' ? typed : choice;
    const amount = parseAmount(text, asset.decimals, choice === 'own' ? locale : 'en');
    const none = amount === undefined || amount === '0';
    setWrong(none);
    if (none) return;
    void run('browserWallet.send', { network: asset.network, asset: asset.address, amount });
  };
  return (
    <form onSubmit={submit}>
      <fieldset class="card" disabled={busy !== undefined}>
        <legend>{t('transfer_title', props.name)}</legend>
        {CHOICES.map((each) => (
          <label key={each} class="tick">
            <input
              type="radio"
              name="transfer"
              value={each}
              checked={choice === each}
              onChange={() => setChoice(each)}
            />
            {`${each} ${asset.symbol}`}
          </label>
        ))}
        <label class="tick">
          <input
            type="radio"
            name="transfer"
            value="own"
            checked={choice === 'own'}
            onChange={() => setChoice('own')}
          />
          {t('transfer_own')}
        </label>
        {choice === 'own' && (
          <AmountField
            act="transfer-amount"
            label={t('transfer_amount')}
            unit={asset.symbol}
            value={typed}
            error={wrong ? t('amount_wrong_unit', asset.symbol, '20') : undefined}
            onValue={setTyped}
          />
        )}
        <div class="field">
          <label for={id}>{t('row_network')}</label>
          <select
            id={id}
            data-act="transfer-network"
            value={picked}
            disabled={busy !== undefined}
            onChange={(event) => setPicked(event.currentTarget.value)}
          >
            {networks.map(({ network }) => (
              <option key={network.id} value={network.id}>
                {network.testnet ? t('transfer_test', network.name) : network.name}
              </option>
            ))}
          </select>
          <p class="hint">{t('transfer_hint', asset.symbol)}</p>
        </div>
        <button type="submit" class="primary" data-act="transfer" disabled={busy !== undefined}>
          {busy === 'browserWallet.send' ? t('working') : t('transfer_send', props.name)}
        </button>
      </fieldset>
    </form>
  );
}

/** The token that the purse is filled with on a network: the first that a signature can move. */
function dollarsOn(network: string) {
  return assetsOf(network).find(({ transfer, peg }) => transfer === 'eip3009' && peg === undefined);
}

import { useState } from 'preact/hooks';
import { AmountField } from '../../shared/fields/AmountField.tsx';
import { amountInput, parseAmount } from '../../shared/format/dollars.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { SaveLine } from '../form/SaveLine.tsx';

/** The most that may come into the ecash purse: a mint can go away with what it holds. */
export function EcashCap({ cap }: { cap: string }) {
  const { t, run, locale } = useUi();
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const amount = typed === undefined ? cap : parseAmount(typed, 0, locale);
    setWrong(amount === undefined);
    setSaved(false);
    if (amount === undefined) return;
    if ((await run('settings.set', { ecashCap: amount })) === undefined) return;
    setTyped(undefined);
    setSaved(true);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <AmountField
        act="ecash-cap"
        label={t('ecash_cap')}
        unit="sat"
        value={typed ?? amountInput(cap, 0, locale)}
        error={wrong ? t('amount_wrong_unit', 'sat', '10000') : undefined}
        onValue={(value) => {
          setTyped(value);
          setSaved(false);
        }}
      />
      <SaveLine act="save-ecash-cap" saved={saved} />
      <FailureAlert of={['settings.set']} except={['error_rpc_url']} />
    </form>
  );
}

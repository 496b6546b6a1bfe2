import { useState } from 'preact/hooks';
import { formatDecimal } from '../../../../core/money/money.ts';
import { AmountField } from '../../../shared/fields/AmountField.tsx';
import { useFieldId } from '../../../shared/fields/field-id.ts';
import { parseAmount } from '../../../shared/format/dollars.ts';
import { useUi } from '../../../shared/ui.ts';
import { inUnit } from './units.ts';

/** An amount in one of a mint's units, and what to do with it. */
export function MintAmount(props: {
  act: string;
  button: string;
  units: readonly string[];
  /** True once it is done: the field is emptied. */
  submit: (unit: string, amount: string) => Promise<boolean>;
}) {
  const { t, locale, busy } = useUi();
  const { act, units } = props;
  const id = useFieldId();
  const [picked, setPicked] = useState<string>();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const unit = units.find((each) => each === picked) ?? units[0] ?? 'sat';
  const { currency, decimals } = inUnit('0', unit);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const amount = parseAmount(text, decimals, locale);
    const bad = amount === undefined || amount === '0';
    setWrong(bad);
    if (!bad && (await props.submit(unit, amount))) setText('');
  };
  const example = formatDecimal(decimals === 0 ? '210' : '2.1', locale);
  return (
    <form onSubmit={(event) => void submit(event)}>
      {units.length > 1 && (
        <div class="field">
          <label for={id}>{t('unit')}</label>
          <select
            id={id}
            data-act={`${act}-unit`}
            value={unit}
            disabled={busy !== undefined}
            onChange={(event) => setPicked(event.currentTarget.value)}
          >
            {units.map((each) => (
              <option key={each} value={each}>
                {inUnit('0', each).currency}
              </option>
            ))}
          </select>
        </div>
      )}
      <AmountField
        act={`${act}-amount`}
        label={t('amount')}
        unit={currency}
        value={text}
        error={wrong ? t('amount_wrong_unit', currency, example) : undefined}
        onValue={setText}
      />
      <button type="submit" class="secondary" data-act={act} disabled={busy !== undefined}>
        {props.button}
      </button>
    </form>
  );
}

import type { MintView } from '../../../../messages/index.ts';
import { FailureAlert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';
import { MintAmount } from './MintAmount.tsx';

/** Ecash for Lightning: the mint's invoice is paid by the connected wallet. */
export function FundMint({ mint }: { mint: MintView }) {
  const { t, run, busy } = useUi();
  const { url, units } = mint;
  return (
    <details class="card">
      <summary>{t('fund')}</summary>
      <p>{t('fund_text')}</p>
      <MintAmount
        act="fund"
        button={busy === 'ecash.fund' ? t('working') : t('fund_button')}
        units={units}
        submit={async (unit, amount) =>
          (await run('ecash.fund', { mint: url, unit, amount })) !== undefined
        }
      />
      <FailureAlert of={['ecash.fund']} />
    </details>
  );
}

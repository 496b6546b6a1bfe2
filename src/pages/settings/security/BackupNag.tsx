import type { KeyRingView } from '../../../messages/index.ts';
import { Alert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { SettingsModel } from '../model.ts';

const DOLLAR = 1_000_000n;
/** Satoshi that are taken for a dollar here: that was right at 100,000 dollars for a bitcoin. */
const SAT_OF_DOLLAR = 1_000n;

type Held = Partial<SettingsModel> & { readonly keyring: KeyRingView };

/** Whether real money of more than a dollar hangs on the recovery phrase. */
export function isWorthBackup({ balances = [], ecash, purse }: Held): boolean {
  const fromPhrase = purse?.state !== 'none' && purse?.origin === 'phrase';
  const dollars = balances
    .filter(({ network, amount }) => fromPhrase && !network.testnet && amount !== undefined)
    .map(({ amount = '0', decimals }) => (BigInt(amount) * DOLLAR) / 10n ** BigInt(decimals));
  const coins = (ecash?.mints ?? [])
    .flatMap((mint) => mint.balances)
    .map(({ amount, currency }) =>
      currency === 'sat'
        ? (BigInt(amount) * DOLLAR) / SAT_OF_DOLLAR
        : BigInt(amount) * (DOLLAR / 100n),
    );
  return [...dollars, ...coins].reduce((sum, each) => sum + each, 0n) > DOLLAR;
}

/** Asks for a back-up while there is something to lose and the words are not known to be written down. */
export function BackupNag({ held }: { held: Held }) {
  const { t } = useUi();
  if (held.keyring.phrase !== 'unconfirmed' || !isWorthBackup(held)) return null;
  return (
    <div data-backup-nag>
      <Alert kind="warning">
        {t('words_nag')} <a href="#phrase">{t('words_nag_link')}</a>
      </Alert>
    </div>
  );
}

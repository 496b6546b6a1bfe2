import { useUi } from '../ui.ts';

/** Says of an amount that it is test money, wherever the amount stands; nothing where it is real. */
export function TestMoney({ of }: { of: { readonly testnet?: boolean } | undefined }) {
  const { t } = useUi();
  return of?.testnet === true ? <span class="chip">{t('testnet')}</span> : null;
}

import type { Caution } from '../../../core/reading.ts';
import type { OfferView, RequestView } from '../../../messages/index.ts';
import { Alert } from '../../shared/Alert.tsx';
import { useUi } from '../../shared/ui.ts';

/** Most cautions are warnings. */
const WEIGHT: { readonly [Key in Caution]?: 'info' | 'danger' } = {
  caution_first_payment: 'info',
  caution_payee_lookalike: 'danger',
};

/** What to know before paying. The test network has its chip beside the price and needs no second word. */
export function Cautions({ request, offer }: { request: RequestView; offer: OfferView }) {
  const { t } = useUi();
  const cautions = offer.cautions.filter((caution) => caution !== 'caution_test_network');
  const insecure = !request.site.secure && !cautions.includes('caution_insecure');
  return (
    <>
      {insecure && <Alert kind="warning">{t('not_secure')}</Alert>}
      {cautions.map((caution) => (
        <Alert key={caution} kind={WEIGHT[caution] ?? 'warning'}>
          {t(caution)}
        </Alert>
      ))}
    </>
  );
}

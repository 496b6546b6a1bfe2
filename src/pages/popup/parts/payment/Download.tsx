import type { PaymentView } from '../../../../messages/index.ts';
import { useUi } from '../../../shared/ui.ts';
import type { PopupAct } from '../../actions.ts';
import { Button } from '../request/Buttons.tsx';

/** Has the browser save what was paid for. It asks for its leave first, straight from the click. */
export function Download({ payment, act }: { payment: PaymentView; act: PopupAct }) {
  const { t, run } = useUi();
  const save = async () => {
    if (await act.allowDownloads()) await run('payment.download', { paymentId: payment.id });
  };
  return (
    <Button act="download" primary onClick={() => void save()}>
      {t('download')}
    </Button>
  );
}

import { Copy } from '../../../shared/display/Copy.tsx';
import { useUi } from '../../../shared/ui.ts';

/** Copies the headers of a payment's proof, to be sent with another tool. The proof counts as sent from then on. */
export function CopyHeaders({ paymentId }: { paymentId: string }) {
  const { t, run } = useUi();
  const headers = async () => {
    const proof = await run('payment.proof', { paymentId });
    return proof?.headers.map(([name, value]) => `${name}: ${value}`).join('\n');
  };
  return (
    <Copy text={headers} act="copy-headers">
      {t('copy_headers')}
    </Copy>
  );
}

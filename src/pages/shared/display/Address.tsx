import { shortAddress } from '../format/money.ts';
import { useUi } from '../ui.ts';
import { Copy } from './Copy.tsx';

/** An address with its copy button: both ends of it in a row, or all of it where money is to be sent to it. */
export function Address({ address, whole = false }: { address: string; whole?: boolean }) {
  const { t } = useUi();
  const short = shortAddress(address);
  return (
    <span class={whole ? 'address whole' : 'address'}>
      <bdi class="mono" title={address}>
        {whole ? <Halves text={address} /> : short}
      </bdi>{' '}
      <Copy text={address} label={t('copy_address', short)} act="copy-address" />
    </span>
  );
}

/** An address in full: where it does not fit in one line, two lines of the same length are compared best. */
export function Halves({ text }: { text: string }) {
  const middle = Math.ceil(text.length / 2);
  return (
    <>
      {text.slice(0, middle)}
      <wbr />
      {text.slice(middle)}
    </>
  );
}

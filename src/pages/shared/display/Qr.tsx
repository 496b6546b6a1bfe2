import { useEffect, useState } from 'preact/hooks';
import { useUi } from '../ui.ts';

/** White around the code, in modules (ISO/IEC 18004 asks for four). */
const BORDER = 4;

/** The most that a code holds in a size that a camera reads from a small screen, in bytes. */
const MOST = 900;

/** Whether a text fits into a code that can be read. */
export function fitsQr(text: string): boolean {
  return text.length <= MOST;
}

type Code = { readonly size: number; readonly path: string };

/**
 * A QR code, dark on white in every theme: many cameras do not read it the other way round. `name`: what it is
 * of, where its text is too long to be heard.
 */
export function Qr({ text, name = text }: { text: string; name?: string }) {
  const { t } = useUi();
  const [code, setCode] = useState<Code>();
  useEffect(() => {
    let current = true;
    // Loaded when first needed: most popups show none.
    void import('uqr').then(({ encode }) => {
      const { data, size } = encode(text, { border: BORDER });
      const path = data
        .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
        .join('');
      if (current) setCode({ size, path });
    });
    return () => {
      current = false;
    };
  }, [text]);
  const size = code?.size ?? 1;
  return (
    <svg
      class="qr"
      role="img"
      aria-label={t('qr_label', name)}
      viewBox={`0 0 ${size} ${size}`}
      data-ready={code === undefined ? undefined : ''}
    >
      <path d={code?.path ?? ''} />
    </svg>
  );
}

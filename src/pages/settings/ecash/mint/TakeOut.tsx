import { useState } from 'preact/hooks';
import type { MintView } from '../../../../messages/index.ts';
import { Copy } from '../../../shared/display/Copy.tsx';
import { fitsQr, Qr } from '../../../shared/display/Qr.tsx';
import { Alert, FailureAlert } from '../../../shared/notices/Alert.tsx';
import { useUi } from '../../../shared/ui.ts';
import { MintAmount } from './MintAmount.tsx';
import { heldUnits } from './units.ts';

/** Money out of the purse as a token, to be pasted into another ecash wallet. */
export function TakeOut({ mint }: { mint: MintView }) {
  const { t, run, busy } = useUi();
  const [token, setToken] = useState<string>();
  const takeOut = async (unit: string, amount: string) => {
    const out = await run('ecash.takeOut', { mint: mint.url, unit, amount });
    setToken(out?.token);
    return out !== undefined;
  };
  return (
    <details class="card">
      <summary>{t('take_out')}</summary>
      <p>{t('take_out_text')}</p>
      <MintAmount
        act="take-out"
        button={busy === 'ecash.takeOut' ? t('working') : t('take_out_button')}
        units={heldUnits(mint)}
        submit={takeOut}
      />
      {token !== undefined && <Token token={token} hide={() => setToken(undefined)} />}
      <FailureAlert of={['ecash.takeOut']} />
    </details>
  );
}

function Token({ token, hide }: { token: string; hide: () => void }) {
  const { t } = useUi();
  return (
    <Alert kind="warning">
      <p>{t('token_secret')}</p>
      {fitsQr(token) && <Qr text={token} name={t('token')} />}
      <p class="mono secret" data-token>
        {token}
      </p>
      <div class="line">
        <Copy text={token} label={t('copy_part', t('token'))} act="copy-token" />
        <button type="button" class="copy" data-act="hide-token" onClick={hide}>
          {t('backup_hide')}
        </button>
      </div>
    </Alert>
  );
}

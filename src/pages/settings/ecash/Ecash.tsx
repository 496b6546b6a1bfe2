import type { EcashView } from '../../../messages/index.ts';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { PasswordFirst } from '../security/PasswordFirst.tsx';
import { AddMint } from './AddMint.tsx';
import { ChangeWaits } from './ChangeWaits.tsx';
import { EcashCap } from './EcashCap.tsx';
import { Mint } from './mint/Mint.tsx';
import { OutstandingTokens } from './OutstandingTokens.tsx';
import { ReceiveToken } from './ReceiveToken.tsx';
import { RestoreWords } from './RestoreWords.tsx';

/** Money that mints hold for the user (NUT-24). It is there only for who asks for it. */
export function Ecash({ ecash }: { ecash: EcashView | undefined }) {
  const { t } = useUi();
  return (
    <section aria-labelledby="ecash">
      <h2 id="ecash">{t('ecash')}</h2>
      <p class="muted">{t('ecash_intro')}</p>
      <Alert kind="warning">{t('ecash_risk')}</Alert>
      {ecash === undefined ? (
        <p class="muted" role="status">
          {t('working')}
        </p>
      ) : (
        <Mints ecash={ecash} />
      )}
      <FailureAlert of={['ecash.get', 'ecash.removeMint', 'ecash.takeBack']} />
    </section>
  );
}

function Mints({ ecash }: { ecash: EcashView }) {
  const { mints, cap, error, toRecover, changes, mayFund } = ecash;
  const usable = error === undefined;
  return (
    <>
      {error !== undefined && <PasswordFirst error={error} place="mints" />}
      {toRecover.length > 0 && <OutstandingTokens tokens={toRecover} usable={usable} />}
      {changes.length > 0 && <ChangeWaits changes={changes} />}
      {mints.map((mint) => (
        <Mint key={mint.url} mint={mint} mayFund={mayFund} usable={usable} />
      ))}
      {mints.length > 0 && <EcashCap cap={cap} />}
      {usable && (
        <>
          {mints.length > 0 && <ReceiveToken />}
          <RestoreWords mints={mints.map(({ url }) => url)} />
          <AddMint first={mints.length === 0} />
        </>
      )}
    </>
  );
}

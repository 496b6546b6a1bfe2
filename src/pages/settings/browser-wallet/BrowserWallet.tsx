import { useState } from 'preact/hooks';
import type { BrowserWalletView, NetworkSetting, PurseView } from '../../../messages/index.ts';
import { Collapsible } from '../../shared/display/Collapsible.tsx';
import { moneyText } from '../../shared/format/money.ts';
import { timeText } from '../../shared/format/time.ts';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { SaveLine } from '../form/SaveLine.tsx';
import { TextField } from '../form/TextField.tsx';
import { AddFromWallet } from './AddFromWallet.tsx';

/** A wallet of the user's own in this browser: it sends money to the purse, and signs where the user chooses it. */
export function BrowserWallet(props: {
  wallet: BrowserWalletView | undefined;
  purse: PurseView;
  networks: readonly NetworkSetting[];
}) {
  const { t } = useUi();
  const { wallet, purse, networks } = props;
  const name = wallet?.name ?? t('wallet_eip1193');
  return (
    <section aria-labelledby="browser-wallet" data-there={wallet?.there}>
      <h2 id="browser-wallet">{t('browser_wallet')}</h2>
      <p class="muted">{t('browser_wallet_intro')}</p>
      {wallet === undefined ? (
        <p class="muted" role="status">
          {t('working')}
        </p>
      ) : (
        <>
          {wallet.last !== undefined && <Last last={wallet.last} name={name} />}
          {!wallet.there ? (
            <p>{t('browser_wallet_none')}</p>
          ) : purse.state === 'none' ? (
            <Alert kind="info">{t('transfer_no_wallet')}</Alert>
          ) : (
            <AddFromWallet name={name} networks={networks} />
          )}
          <Collapsible act="wallet-extension" summary={t('browser_wallet_other')}>
            {() => <OtherExtension id={wallet.extensionId} />}
          </Collapsible>
        </>
      )}
      <FailureAlert of={['browserWallet.get', 'browserWallet.send', 'browserWallet.forget']} />
    </section>
  );
}

/** The transfer that the wallet was last asked for. */
function Last({ last, name }: { last: NonNullable<BrowserWalletView['last']>; name: string }) {
  const ui = useUi();
  const { t, run, now, locale, busy } = ui;
  const money = moneyText(last.money, ui);
  const when = timeText(last.at, now, locale);
  if (last.sent) {
    return (
      <p data-transfer="sent">
        {t('transfer_sent', money, last.network.name, when)}{' '}
        {last.explorerUrl !== undefined && (
          <a href={last.explorerUrl} target="_blank" rel="noreferrer">
            {t('row_transaction')}
          </a>
        )}
      </p>
    );
  }
  // While it is being asked, what became of it is not in doubt yet.
  if (busy === 'browserWallet.send') return <p role="status">{t('transfer_asked', name)}</p>;
  return (
    <div data-transfer="open">
      <Alert kind="warning">{t('transfer_open', money, name, when)}</Alert>
      <button
        type="button"
        class="secondary"
        data-act="forget-transfer"
        disabled={busy !== undefined}
        onClick={() => void run('browserWallet.forget', null)}
      >
        {t('transfer_looked')}
      </button>
    </div>
  );
}

/** The id of an extension that speaks as MetaMask does: a test version of it, or another wallet. */
function OtherExtension({ id }: { id: string }) {
  const { t, run } = useUi();
  const [typed, setTyped] = useState(id);
  const [saved, setSaved] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setSaved(false);
    const done = await run('settings.set', { walletExtension: typed.trim() });
    setSaved(done !== undefined);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('browser_wallet_id')}
        hint={t('browser_wallet_id_hint')}
        kind="text"
        of="settings.set"
        value={typed}
        onValue={(value) => {
          setTyped(value);
          setSaved(false);
        }}
      />
      <SaveLine act="save-wallet-extension" saved={saved} />
      <FailureAlert of={['settings.set']} except={['error_rpc_url']} />
    </form>
  );
}

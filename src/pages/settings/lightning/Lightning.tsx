import { useState } from 'preact/hooks';
import type { KeyRingView, LightningView } from '../../../messages/index.ts';
import { Row, Rows } from '../../shared/display/Rows.tsx';
import { Bar } from '../../shared/display/SpendingBars.tsx';
import { TestMoney } from '../../shared/display/TestMoney.tsx';
import { hostText, satText } from '../../shared/format/money.ts';
import { dateText } from '../../shared/format/time.ts';
import { Alert, FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { ConfirmButton } from '../form/ConfirmButton.tsx';
import { TextField } from '../form/TextField.tsx';
import { PasswordFirst } from '../security/PasswordFirst.tsx';

type Connected = LightningView & { state: 'connected' };

/** A Lightning wallet that the user has elsewhere, over Nostr Wallet Connect (NIP-47). */
export function Lightning(props: { lightning: LightningView | undefined; keyring: KeyRingView }) {
  const { t } = useUi();
  const { lightning, keyring } = props;
  return (
    <section aria-labelledby="lightning" data-lightning={lightning?.state}>
      <h2 id="lightning">{t('lightning')}</h2>
      <p class="muted">{t('lightning_intro')}</p>
      {lightning === undefined ? (
        <p class="muted" role="status">
          {t('working')}
        </p>
      ) : lightning.state === 'connected' ? (
        <Wallet wallet={lightning} />
      ) : keyring.state === 'open' ? (
        <Connect />
      ) : (
        <PasswordFirst
          error={keyring.state === 'none' ? 'error_no_password' : 'error_locked'}
          place="connect"
        />
      )}
      <FailureAlert of={['lightning.get', 'lightning.connect', 'lightning.disconnect']} />
    </section>
  );
}

function Connect() {
  const { t, run, busy } = useUi();
  const [uri, setUri] = useState('');
  const connect = async (event: SubmitEvent) => {
    event.preventDefault();
    const done = await run('lightning.connect', { uri: uri.trim() });
    if (done !== undefined) setUri('');
  };
  return (
    <form class="card" onSubmit={(event) => void connect(event)}>
      <TextField
        label={t('lightning_uri')}
        hint={t('lightning_uri_hint')}
        kind="secret"
        of="lightning.connect"
        value={uri}
        onValue={setUri}
      />
      <button
        type="submit"
        class="primary"
        data-act="connect"
        disabled={busy !== undefined || uri.trim() === ''}
      >
        {busy === 'lightning.connect' ? t('working') : t('lightning_connect')}
      </button>
    </form>
  );
}

function Wallet({ wallet }: { wallet: Connected }) {
  const ui = useUi();
  const { t, run, locale } = ui;
  const { name, pubkey, relays, network, encryption, balance, budget, error } = wallet;
  const money = (msat: string) => satText(msat, ui);
  return (
    <div class="card">
      <h3>
        <bdi>{name ?? t('wallet_nwc')}</bdi>
      </h3>
      {error === 'error_locked' ? (
        <PasswordFirst error={error} place="connect" />
      ) : (
        error !== undefined && <Alert kind="warning">{t(error)}</Alert>
      )}
      {budget !== undefined && (
        <Bar
          id="lightning-budget"
          label={t('lightning_budget')}
          spent={budget.used}
          allowed={budget.total}
        >
          {t('lightning_budget_of', money(budget.used), money(budget.total))}
        </Bar>
      )}
      <Rows>
        {balance !== undefined && <Row label={t('lightning_balance')}>{money(balance)}</Row>}
        {budget?.renewsAt !== undefined && (
          <Row label={t('lightning_renews')}>{dateText(budget.renewsAt, locale)}</Row>
        )}
        <Row label={t('row_network')}>
          {network === 'mainnet' ? 'Lightning' : `Lightning ${network}`}{' '}
          <TestMoney of={{ testnet: network !== 'mainnet' }} />
        </Row>
        <Row label={t('lightning_relays')}>
          <bdi>{relays.map(hostText).join(' · ')}</bdi>
        </Row>
        <Row label={t('lightning_encryption')}>
          {encryption === 'nip44_v2' ? 'NIP-44' : t('lightning_nip04')}
        </Row>
        <Row label={t('lightning_key')}>
          <bdi class="mono">{pubkey}</bdi>
        </Row>
      </Rows>
      {budget === undefined && error === undefined && (
        <p class="hint">{t('lightning_no_budget')}</p>
      )}
      <div class="line start">
        <ConfirmButton
          act="disconnect"
          label={t('lightning_disconnect')}
          question={t('lightning_disconnect_sure')}
          press={() => run('lightning.disconnect', null)}
        />
      </div>
    </div>
  );
}

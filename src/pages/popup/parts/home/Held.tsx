import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { HeldView, Holding } from '../../../../messages/index.ts';
import { TestMoney } from '../../../shared/display/TestMoney.tsx';
import { PassphraseField } from '../../../shared/fields/PassphraseField.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';
import type { PopupAct } from '../../actions.ts';

/** Where the Farebox wallet is set up and filled. */
const SETUP = { section: 'purse' } as const;

/** What there is to pay from, and the one button that helps where there is nothing. */
export function Held({ wallets, act }: { wallets: HeldView; act: PopupAct }) {
  const { t } = useUi();
  const { state, purse, lightning, ecash } = wallets;
  if (state === 'locked') return <Locked />;
  if (state === 'none') {
    return (
      <Section>
        <div class="status-line">
          <p>{t('home_no_wallet')}</p>
          <button
            type="button"
            class="copy"
            data-act="set-up"
            onClick={() => act.openSettings(SETUP.section)}
          >
            {t('no_purse_make')}
          </button>
        </div>
        <button type="button" class="link" data-act="practise" onClick={act.openWelcome}>
          {t('home_practice')}
        </button>
      </Section>
    );
  }
  const isEmpty =
    purse?.incomplete !== true &&
    purse?.holds.some(({ money, testnet }) => !testnet && money.amount === '0') === true &&
    ecash.length === 0 &&
    lightning === undefined;
  return (
    <Section>
      <ul class="holdings">
        {purse !== undefined && (
          <Wallet name={t('purse')}>
            {purse.holds.length === 0 ? (
              <span class="muted">{t('home_balance_unknown')}</span>
            ) : (
              <Amounts holds={purse.holds} />
            )}
            {purse.holds.length > 0 && purse.incomplete === true && (
              <span class="muted">{t('home_balance_partly')}</span>
            )}
          </Wallet>
        )}
        {lightning !== undefined && (
          <Wallet name={t('lightning')}>
            <bdi>{lightning.name ?? t('home_connected')}</bdi>
          </Wallet>
        )}
        {ecash.length > 0 && (
          <Wallet name={t('ecash')}>
            <Amounts holds={ecash} />
          </Wallet>
        )}
      </ul>
      {isEmpty && (
        <button
          type="button"
          class="copy"
          data-act="add-money"
          onClick={() => act.openSettings(SETUP.section)}
        >
          {t('home_add_money')}
        </button>
      )}
    </Section>
  );
}

function Section({ children }: { children: ComponentChildren }) {
  const { t } = useUi();
  return (
    <section aria-labelledby="home-wallets">
      <h2 id="home-wallets">{t('home_wallets')}</h2>
      {children}
    </section>
  );
}

function Wallet(props: { name: string; children: ComponentChildren }) {
  return (
    <li class="line">
      <span>{props.name}</span>
      <span class="figure">{props.children}</span>
    </li>
  );
}

function Amounts({ holds }: { holds: readonly Holding[] }) {
  const ui = useUi();
  return (
    <>
      {holds.map(({ money, testnet }) => (
        <span key={`${money.currency} ${testnet}`} class="holding">
          <bdi>{moneyText(money, ui)}</bdi> <TestMoney of={{ testnet }} />
        </span>
      ))}
    </>
  );
}

/** The password is typed here, once its button is pressed: the heading keeps the focus while the popup opens. */
function Locked() {
  const { t, run, busy } = useUi();
  const [asks, setAsks] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const unlock = async (event: SubmitEvent) => {
    event.preventDefault();
    if (passphrase === '') return;
    setPassphrase('');
    await run('keyring.unlock', { passphrase });
  };
  if (!asks) {
    return (
      <Section>
        <div class="status-line">
          <p>{t('purse_locked')}</p>
          <button type="button" class="copy" data-act="unlock-ask" onClick={() => setAsks(true)}>
            {t('unlock')}
          </button>
        </div>
      </Section>
    );
  }
  return (
    <Section>
      <form onSubmit={(event) => void unlock(event)}>
        <PassphraseField
          value={passphrase}
          onValue={setPassphrase}
          known
          focus
          of="keyring.unlock"
        />
        <button type="submit" class="secondary" data-act="unlock" disabled={busy !== undefined}>
          {t('unlock')}
        </button>
      </form>
    </Section>
  );
}

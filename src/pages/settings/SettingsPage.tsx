import { useState } from 'preact/hooks';
import { ConsentChanged } from '../shared/notices/ConsentChanged.tsx';
import { StorageNotices } from '../shared/notices/StorageNotices.tsx';
import { type Ui, UiProvider } from '../shared/ui.ts';
import { BackupFile } from './backup/BackupFile.tsx';
import { BrowserWallet } from './browser-wallet/BrowserWallet.tsx';
import { Ecash } from './ecash/Ecash.tsx';
import { General } from './general/General.tsx';
import { Organisation } from './general/Organisation.tsx';
import { Activity } from './history/Activity.tsx';
import { Lightning } from './lightning/Lightning.tsx';
import { Limits } from './limits/Limits.tsx';
import type { SettingsModel } from './model.ts';
import { Balances } from './purse/Balances.tsx';
import { Networks } from './purse/Networks.tsx';
import { Purse } from './purse/Purse.tsx';
import { BackupNag } from './security/BackupNag.tsx';
import { Password } from './security/Password.tsx';
import { PasswordChoiceProvider } from './security/password-choice.ts';
import { RecoveryPhrase } from './security/RecoveryPhrase.tsx';
import { Passes } from './sites/Passes.tsx';
import { Sites } from './sites/Sites.tsx';

/** Where the first password is asked for, until the user chooses another place. */
const FIRST = 'own';

/** The settings: a function of one model. */
export function SettingsPage(props: { model: SettingsModel; ui: Ui; openHistory: () => void }) {
  const { model, ui, openHistory } = props;
  const [chosen, choose] = useState(FIRST);
  const { keyring, purse, balances, settings, networks, payments, unreadable, spending } = model;
  return (
    <UiProvider value={ui}>
      <main aria-busy={ui.busy === undefined ? undefined : 'true'}>
        <h1>
          {ui.t('extension_name')} · {ui.t('settings')}
        </h1>
        {model.consentChanged === true && <ConsentChanged />}
        <StorageNotices notices={model.notices} />
        <BackupNag held={model} />
        <Organisation organisation={model.organisation} />
        <PasswordChoiceProvider value={{ chosen, choose }}>
          <Password keyring={keyring} />
          <Purse keyring={keyring} purse={purse} />
          <Balances purse={purse} balances={balances} />
          <BrowserWallet wallet={model.browserWallet} purse={purse} networks={networks} />
          <Lightning lightning={model.lightning} keyring={keyring} />
          <Ecash ecash={model.ecash} />
          <RecoveryPhrase keyring={keyring} purse={purse} />
          <BackupFile keyring={keyring} />
        </PasswordChoiceProvider>
        <Limits limits={settings.limits} spending={spending} networks={networks} />
        <Sites settings={settings} />
        <Passes passes={model.passes} />
        <Activity payments={payments} unreadable={unreadable} openHistory={openHistory} />
        <General settings={settings} />
        <Networks settings={settings} networks={networks} />
      </main>
    </UiProvider>
  );
}

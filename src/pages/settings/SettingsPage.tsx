import { ConsentChanged } from '../shared/ConsentChanged.tsx';
import { StorageNotices } from '../shared/StorageNotices.tsx';
import { type Ui, UiProvider } from '../shared/ui.ts';
import { Activity } from './Activity.tsx';
import { Balances } from './Balances.tsx';
import { Behaviour } from './Behaviour.tsx';
import { Ecash } from './Ecash.tsx';
import { Lightning } from './Lightning.tsx';
import { Limits } from './Limits.tsx';
import type { SettingsModel } from './model.ts';
import { Networks } from './Networks.tsx';
import { Passes } from './Passes.tsx';
import { Purse } from './Purse.tsx';
import { Sites } from './Sites.tsx';

/** The settings: a function of one model. */
export function SettingsPage({ model, ui }: { model: SettingsModel; ui: Ui }) {
  const { purse, balances, settings, networks, payments, unreadable, spending } = model;
  return (
    <UiProvider value={ui}>
      <main aria-busy={ui.busy === undefined ? undefined : 'true'}>
        <h1>
          {ui.t('extension_name')} · {ui.t('settings')}
        </h1>
        {model.consentChanged === true && <ConsentChanged />}
        <StorageNotices notices={model.notices} />
        <Purse purse={purse} />
        <Balances purse={purse} balances={balances} />
        <Lightning lightning={model.lightning} purse={purse} />
        <Ecash ecash={model.ecash} />
        <Limits limits={settings.limits} spending={spending} networks={networks} />
        <Sites settings={settings} />
        <Passes passes={model.passes} />
        <Activity payments={payments} next={model.next} unreadable={unreadable} />
        <Behaviour settings={settings} />
        <Networks settings={settings} networks={networks} />
      </main>
    </UiProvider>
  );
}

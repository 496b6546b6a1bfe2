import { type Ui, UiProvider } from '../shared/ui.ts';
import { Activity } from './Activity.tsx';
import { Balances } from './Balances.tsx';
import { Behaviour } from './Behaviour.tsx';
import type { SettingsModel } from './model.ts';
import { Networks } from './Networks.tsx';
import { Purse } from './Purse.tsx';

/** The settings: a function of one model. */
export function SettingsPage({ model, ui }: { model: SettingsModel; ui: Ui }) {
  const { purse, balances, settings, networks, payments } = model;
  return (
    <UiProvider value={ui}>
      <main aria-busy={ui.busy === undefined ? undefined : 'true'}>
        <h1>
          {ui.t('extension_name')} · {ui.t('settings')}
        </h1>
        <Purse purse={purse} />
        <Balances purse={purse} balances={balances} />
        <Activity payments={payments} />
        <Behaviour settings={settings} />
        <Networks settings={settings} networks={networks} />
      </main>
    </UiProvider>
  );
}

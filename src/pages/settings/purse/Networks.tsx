import { useState } from 'preact/hooks';
import type { Settings } from '../../../core/rules/settings.ts';
import type { NetworkSetting } from '../../../messages/index.ts';
import { Collapsible } from '../../shared/display/Collapsible.tsx';
import { TestMoney } from '../../shared/display/TestMoney.tsx';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { TextField } from '../form/TextField.tsx';

type Choice = 'default' | 'own' | 'off';

/**
 * Which RPC endpoint each network is asked by: ours, the user's, or none. Networks that the user has changed stand
 * first; the others, which are many, are folded. What is changed while the page is open stays where it is.
 */
export function Networks(props: { settings: Settings; networks: readonly NetworkSetting[] }) {
  const { t, run } = useUi();
  const { settings, networks } = props;
  const [changed] = useState<ReadonlySet<string>>(
    () => new Set(networks.filter(({ rpc }) => rpc !== undefined).map(({ network }) => network.id)),
  );
  const others = networks.filter(({ network }) => !changed.has(network.id));
  const store = (id: string, url: string | undefined) => {
    const { [id]: _, ...rest } = settings.rpc;
    return run('settings.set', { rpc: url === undefined ? rest : { ...rest, [id]: url } });
  };
  const line = (each: NetworkSetting) => (
    <Network key={each.network.id} setting={each} store={(url) => store(each.network.id, url)} />
  );
  return (
    <section aria-labelledby="networks">
      <h2 id="networks">{t('networks')}</h2>
      <p class="muted">{t('networks_text')}</p>
      {networks.filter(({ network }) => changed.has(network.id)).map(line)}
      {others.length > 0 && (
        <Collapsible
          card
          act="networks-open"
          summary={t('networks_default', String(others.length))}
        >
          {() => others.map(line)}
        </Collapsible>
      )}
      <FailureAlert of={['settings.set']} />
    </section>
  );
}

function Network(props: {
  setting: NetworkSetting;
  store: (url: string | undefined) => Promise<unknown>;
}) {
  const { t, busy } = useUi();
  const { network, defaultRpc, rpc } = props.setting;
  const [choice, setChoice] = useState<Choice>(choiceOf(rpc));
  const [url, setUrl] = useState(rpc ?? '');
  const [saved, setSaved] = useState(false);
  const [failed, setFailed] = useState(false);
  const store = async (value: string | undefined) => {
    setSaved(false);
    const done = (await props.store(value)) !== undefined;
    setSaved(done);
    setFailed(!done);
  };
  const choose = (next: Choice) => {
    setChoice(next);
    setSaved(false);
    if (next === 'default') void store(undefined);
    if (next === 'off') void store('');
  };
  const labels: Record<Choice, string> = {
    default:
      defaultRpc === undefined ? t('rpc_default_none') : t('rpc_default', new URL(defaultRpc).host),
    own: t('rpc_own'),
    off: t('rpc_off'),
  };
  return (
    <fieldset class="card" data-network={network.id} disabled={busy !== undefined}>
      <legend>
        {network.name} <TestMoney of={network} />
      </legend>
      {(['default', 'own', 'off'] as const).map((each) => (
        <label key={each} class="tick">
          <input
            type="radio"
            name={network.id}
            value={each}
            checked={choice === each}
            onChange={() => choose(each)}
          />
          <bdi>{labels[each]}</bdi>
        </label>
      ))}
      {choice === 'own' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void store(url.trim());
          }}
        >
          <TextField
            label={t('rpc_own_url')}
            kind="url"
            of={failed ? 'settings.set' : undefined}
            value={url}
            onValue={setUrl}
          />
          <button type="submit" class="secondary" data-act="save">
            {t('save')}
          </button>
        </form>
      )}
      <p class="hint" role="status">
        {saved ? t('saved') : ''}
      </p>
    </fieldset>
  );
}

function choiceOf(rpc: string | undefined): Choice {
  if (rpc === undefined) return 'default';
  return rpc === '' ? 'off' : 'own';
}

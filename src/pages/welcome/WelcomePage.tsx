import { useState } from 'preact/hooks';
import { FIRST_RUN, type FirstRunStep } from '../../core/rules/settings-schema.ts';
import { type MessageKey, type Ui, UiProvider, useUi } from '../shared/ui.ts';
import { hasWallet, type WelcomeAct, type WelcomeModel } from './model.ts';
import { Access } from './steps/Access.tsx';
import { Done } from './steps/Done.tsx';
import { LimitsStep } from './steps/LimitsStep.tsx';
import { Practice } from './steps/Practice.tsx';
import { Wallet } from './steps/Wallet.tsx';
import { Welcome } from './steps/Welcome.tsx';

const NAMES: { readonly [Step in FirstRunStep]: MessageKey } = {
  welcome: 'first_run_welcome',
  access: 'first_run_access',
  try: 'first_run_try',
  wallet: 'first_run_wallet',
  limits: 'limits',
  done: 'done',
};

/** The introduction: one step at a time, each of which can be left out and come back to. */
export function WelcomePage(props: { model: WelcomeModel; act: WelcomeAct; ui: Ui }) {
  const { model, act, ui } = props;
  const { step } = model;
  const [practised, practise] = useState(false);
  return (
    <UiProvider value={ui}>
      <Progress step={step} act={act} />
      <main key={step} data-step={step} aria-busy={ui.busy === undefined ? undefined : 'true'}>
        {step === 'welcome' && <Welcome model={model} />}
        {step === 'access' && <Access model={model} act={act} />}
        {step === 'try' && <Practice act={act} paid={() => practise(true)} />}
        {step === 'wallet' && <Wallet model={model} act={act} />}
        {step === 'limits' && <LimitsStep model={model} />}
        {step === 'done' && <Done model={model} act={act} />}
        <Foot model={model} act={act} practised={practised} />
      </main>
    </UiProvider>
  );
}

/** Which steps there are, and which one this is; each can be gone to. */
function Progress({ step, act }: { step: FirstRunStep; act: WelcomeAct }) {
  const { t } = useUi();
  const here = FIRST_RUN.indexOf(step);
  return (
    <header class="welcome-bar">
      <span class="brand">
        <img src="/icons/32.png" width="20" height="20" alt="" />
        {t('extension_name')}
      </span>
      <nav aria-label={t('first_run_title')}>
        <ol class="steps">
          {FIRST_RUN.map((each, at) => (
            <li key={each} data-done={at < here ? '' : undefined}>
              <button
                type="button"
                class="link"
                data-act={`go-${each}`}
                aria-current={each === step ? 'step' : undefined}
                onClick={() => act.go(each)}
              >
                {t(NAMES[each])}
              </button>
            </li>
          ))}
        </ol>
      </nav>
    </header>
  );
}

/** Back, and on. What was not done is left out by going on. */
function Foot(props: { model: WelcomeModel; act: WelcomeAct; practised: boolean }) {
  const { t } = useUi();
  const { model, act, practised } = props;
  const { step } = model;
  const at = FIRST_RUN.indexOf(step);
  const [before, next] = [FIRST_RUN[at - 1], FIRST_RUN[at + 1]];
  const isLeftOut =
    (step === 'try' && !practised) ||
    (step === 'wallet' && !hasWallet(model)) ||
    (step === 'access' && !model.access);
  const forward: MessageKey =
    step === 'welcome' ? 'first_run_start' : isLeftOut ? 'first_run_skip' : 'first_run_next';
  return (
    <footer class="welcome-foot">
      {before !== undefined && (
        <button type="button" class="secondary" data-act="back" onClick={() => act.go(before)}>
          {t('first_run_back')}
        </button>
      )}
      {next !== undefined && (
        <button
          type="button"
          class={isLeftOut ? 'secondary' : 'primary'}
          data-act="next"
          onClick={() => act.go(next)}
        >
          {t(forward)}
        </button>
      )}
      {next !== undefined && next !== 'done' && (
        <button type="button" class="link" data-act="skip-all" onClick={() => act.go('done')}>
          {t('first_run_skip_all')}
        </button>
      )}
    </footer>
  );
}

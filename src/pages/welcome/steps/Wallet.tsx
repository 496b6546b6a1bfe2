import { useState } from 'preact/hooks';
import { Heading } from '../../popup/parts/request/Heading.tsx';
import { Lightning } from '../../settings/lightning/Lightning.tsx';
import { MakePurse } from '../../settings/purse/MakePurse.tsx';
import { TopUp } from '../../settings/purse/Purse.tsx';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import type { WelcomeAct, WelcomeModel } from '../model.ts';

const CHOICES = ['own', 'connect', 'later'] as const;
type Choice = (typeof CHOICES)[number];

/** What to pay from: one of the ways at a time, or later. */
export function Wallet({ model, act }: { model: WelcomeModel; act: WelcomeAct }) {
  const { t } = useUi();
  const { keyring, purse, lightning } = model;
  const [choice, choose] = useState<Choice | undefined>(purse.state === 'none' ? undefined : 'own');
  const settings = (
    <p>
      {t('purse_locked')}{' '}
      <button
        type="button"
        class="link"
        data-act="settings"
        onClick={() => act.openSettings('password')}
      >
        {t('unlock')}
      </button>
    </p>
  );
  return (
    <>
      <Heading>{t('wallet_step_heading')}</Heading>
      <p class="lead">{t('wallet_step_text')}</p>
      <FailureAlert of={['purse.get']} />
      <fieldset class="choices">
        <legend>{t('wallet_step_legend')}</legend>
        {CHOICES.map((each) => (
          <label key={each} class="option">
            <input
              type="radio"
              name="wallet"
              data-act={`wallet-${each}`}
              checked={choice === each}
              onChange={() => choose(each)}
            />
            <span class="option-text">
              <strong>{t(`wallet_step_${each}`)}</strong>
              <span class="muted">{t(`wallet_step_${each}_text`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {choice === 'own' && (
        <section aria-labelledby="own-wallet">
          <h2 id="own-wallet">{t('purse')}</h2>
          {purse.state !== 'none' ? (
            <TopUp address={purse.address} />
          ) : keyring.state === 'locked' ? (
            settings
          ) : (
            <MakePurse keyring={keyring} />
          )}
        </section>
      )}
      {choice === 'connect' &&
        (keyring.state === 'locked' ? (
          settings
        ) : (
          <Lightning lightning={lightning} keyring={keyring} />
        ))}
    </>
  );
}

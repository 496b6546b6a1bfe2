import { useState } from 'preact/hooks';
import {
  DEFAULT_LIMITS,
  DOLLAR_LIMITS,
  type Limits as LimitSettings,
} from '../../../core/rules/limits.ts';
import type { NetworkSetting, SpendingView } from '../../../messages/index.ts';
import { SpendingBars } from '../../shared/display/SpendingBars.tsx';
import { AmountField } from '../../shared/fields/AmountField.tsx';
import {
  dollarExample,
  dollarInput,
  dollarText,
  parseDollars,
} from '../../shared/format/dollars.ts';
import { FailureAlert } from '../../shared/notices/Alert.tsx';
import { useUi } from '../../shared/ui.ts';
import { SaveLine } from '../form/SaveLine.tsx';
import { AssetLimits } from './AssetLimits.tsx';
import { LIMIT_LABELS } from './labels.ts';

type Key = (typeof DOLLAR_LIMITS)[number];
type Texts = { readonly [K in Key]: string };

/** What may be spent, and what was. An empty field is no limit. */
export function Limits(props: {
  limits: LimitSettings;
  spending: SpendingView | undefined;
  networks: readonly NetworkSetting[];
}) {
  const { t, run, locale } = useUi();
  const { limits, spending } = props;
  const stored = each((key) => {
    const micros = limits[key];
    return micros === undefined ? '' : dollarInput(micros, locale);
  });
  const [typed, setTyped] = useState<Partial<Texts>>({});
  const [wrong, setWrong] = useState<readonly Key[]>([]);
  const [saved, setSaved] = useState(false);
  const texts = { ...stored, ...typed };
  const type = (key: Key, text: string) => {
    setTyped({ ...typed, [key]: text });
    setSaved(false);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const { perAssetDay } = limits;
    const found: Key[] = [];
    const change: { [K in Key]?: string } = {};
    for (const key of DOLLAR_LIMITS) {
      if (texts[key].trim() === '') continue;
      const micros = parseDollars(texts[key], locale);
      if (micros === undefined) found.push(key);
      else change[key] = micros;
    }
    setWrong(found);
    setSaved(false);
    if (found.length > 0) return;
    const whole = perAssetDay === undefined ? change : { ...change, perAssetDay };
    if ((await run('settings.set', { limits: whole })) === undefined) return;
    setTyped({});
    setSaved(true);
  };
  return (
    <section aria-labelledby="limits">
      <h2 id="limits">{t('limits')}</h2>
      <p class="muted">{t('limits_text')}</p>
      {spending !== undefined && <SpendingBars limits={limits} spending={spending} />}
      <form onSubmit={(event) => void submit(event)}>
        {DOLLAR_LIMITS.map((key) => (
          <AmountField
            key={key}
            act={`limit-${key}`}
            label={t(LIMIT_LABELS[key])}
            unit={t('us_dollars')}
            value={texts[key]}
            error={
              wrong.includes(key)
                ? t('amount_wrong', t(LIMIT_LABELS[key]), dollarExample(locale))
                : undefined
            }
            warning={texts[key].trim() === '' ? t('limit_none', usual(key, locale)) : undefined}
            onValue={(text) => type(key, text)}
          />
        ))}
        <SaveLine act="save-limits" saved={saved} />
      </form>
      <AssetLimits limits={limits} networks={props.networks} />
      <FailureAlert of={['settings.set']} except={['error_rpc_url']} />
    </section>
  );
}

function each(textOf: (key: Key) => string): Texts {
  return {
    perPayment: textOf('perPayment'),
    perSiteDay: textOf('perSiteDay'),
    perDay: textOf('perDay'),
    perMonth: textOf('perMonth'),
  };
}

function usual(key: Key, locale: string): string {
  return dollarText(DEFAULT_LIMITS[key] ?? '0', locale);
}

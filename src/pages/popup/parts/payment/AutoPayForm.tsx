import { useState } from 'preact/hooks';
import type { PaymentView } from '../../../../messages/index.ts';
import { AmountField } from '../../../shared/fields/AmountField.tsx';
import { countedKey } from '../../../shared/format/counted.ts';
import { dollarExample, dollarInput, parseDollars } from '../../../shared/format/dollars.ts';
import { useUi } from '../../../shared/ui.ts';
import { Button } from '../request/Buttons.tsx';

/** A day's worth, of payments like this one, unless the user says otherwise. */
const TIMES = 10n;
const DAYS = '30';
const LONGEST_DAYS = 365;
/** Payments a minute for calls. */
const MINUTE = '5';
const MOST_A_MINUTE = 30;

type Errors = {
  readonly each?: string;
  readonly daily?: string;
  readonly days?: string;
  readonly minute?: string;
};

/** How much a site may be paid without asking, and for how long. */
export function AutoPayForm(
  props: { payment: PaymentView } & NonNullable<PaymentView['mayGrant']>,
) {
  const { t, run, locale } = useUi();
  const { payment, usd, testnet, caller } = props;
  const [each, setEach] = useState(dollarInput(usd, locale));
  const [daily, setDaily] = useState(dollarInput((BigInt(usd) * TIMES).toString(), locale));
  const [days, setDays] = useState(DAYS);
  const [minute, setMinute] = useState(MINUTE);
  const [errors, setErrors] = useState<Errors>({});
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const perPayment = amount(each);
    const perDay = amount(daily);
    const many = wholeNumber(days);
    const found = {
      ...(perPayment === undefined ? { each: wrong(t('auto_pay_each')) } : {}),
      ...(perDay === undefined ? { daily: wrong(t('auto_pay_daily')) } : {}),
      ...(perPayment !== undefined && perDay !== undefined && BigInt(perDay) < BigInt(perPayment)
        ? { daily: t('auto_pay_daily_less') }
        : {}),
      ...(many < 1 || many > LONGEST_DAYS
        ? { days: t('auto_pay_days_wrong', LONGEST_DAYS.toString()) }
        : {}),
    };
    const calls = caller === undefined ? undefined : wholeNumber(minute);
    if (calls !== undefined && (calls < 1 || calls > MOST_A_MINUTE)) {
      Object.assign(found, { minute: t('auto_pay_minute_wrong', MOST_A_MINUTE.toString()) });
    }
    setErrors(found);
    if (perPayment === undefined || perDay === undefined || Object.keys(found).length > 0) return;
    void run('auto-pay.grant', {
      paymentId: payment.id,
      perPayment,
      perDay,
      days: many,
      ...(calls === undefined ? {} : { perMinute: calls }),
    });
  };
  const amount = (text: string) => {
    const micros = parseDollars(text, locale);
    return micros === '0' ? undefined : micros;
  };
  const wrong = (label: string) => t('amount_wrong', label, dollarExample(locale));
  const unit = t('us_dollars');
  return (
    <form class="auto-pay" onSubmit={submit}>
      {caller !== undefined && (
        <p class="muted">
          {caller === payment.site.host
            ? t('auto_pay_text_calls_own', caller)
            : t('auto_pay_text_calls', caller, payment.site.host)}
        </p>
      )}
      {(testnet || caller === undefined) && (
        <p class="muted">{t(testnet ? 'auto_pay_text_test' : 'auto_pay_text')}</p>
      )}
      <AmountField
        act="auto-pay-each"
        label={t('auto_pay_each')}
        unit={unit}
        value={each}
        error={errors.each}
        onValue={setEach}
      />
      <AmountField
        act="auto-pay-daily"
        label={t('auto_pay_daily')}
        unit={unit}
        value={daily}
        error={errors.daily}
        onValue={setDaily}
      />
      {caller !== undefined && (
        <AmountField
          act="auto-pay-minute"
          label={t('auto_pay_minute')}
          unit={t(countedKey('auto_pay_minute_unit', wholeNumber(minute), locale))}
          value={minute}
          error={errors.minute}
          onValue={setMinute}
        />
      )}
      <AmountField
        act="auto-pay-days"
        label={t('auto_pay_days')}
        unit={t(countedKey('days', wholeNumber(days), locale))}
        value={days}
        error={errors.days}
        onValue={setDays}
      />
      <Button act="auto-pay-site" submit>
        {t('auto_pay_site')}
      </Button>
    </form>
  );
}

/** A whole number of up to three digits; 0 for any other text. */
function wholeNumber(text: string): number {
  return /^\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
}

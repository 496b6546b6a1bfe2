import { useState } from 'preact/hooks';
import type { Limits } from '../../../core/rules/limits.ts';
import type { NetworkSetting } from '../../../messages/index.ts';
import { AmountField } from '../../shared/fields/AmountField.tsx';
import { useFieldId } from '../../shared/fields/field-id.ts';
import { amountInput, dollarExample, parseAmount } from '../../shared/format/dollars.ts';
import { useUi } from '../../shared/ui.ts';
import { SaveLine } from '../form/SaveLine.tsx';
import { type LimitedAsset, limitedAssets, unlisted } from './assets.ts';

type Texts = Readonly<Record<string, string>>;

/** What may be spent in a day of one asset alone: a line for each that has a limit. */
export function AssetLimits(props: { limits: Limits; networks: readonly NetworkSetting[] }) {
  const { t, run, busy, locale } = useUi();
  const { perAssetDay = {}, ...others } = props.limits;
  const listed = limitedAssets(props.networks, t);
  const assetFor = (key: string) => listed.find((asset) => asset.key === key) ?? unlisted(key, t);
  const stored = Object.fromEntries(
    Object.entries(perAssetDay).map(([key, amount]) => [
      key,
      amountInput(amount, assetFor(key).decimals, locale),
    ]),
  );
  const [typed, setTyped] = useState<Texts>();
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const [saved, setSaved] = useState(false);
  const texts: Texts = typed ?? stored;
  const change = (next: Texts) => {
    setTyped(next);
    setSaved(false);
  };
  const remove = (gone: string) =>
    change(Object.fromEntries(Object.entries(texts).filter(([key]) => key !== gone)));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const amounts: Record<string, string> = {};
    const found: string[] = [];
    for (const [key, text] of Object.entries(texts)) {
      const amount = parseAmount(text, assetFor(key).decimals, locale);
      if (amount === undefined) found.push(key);
      else amounts[key] = amount;
    }
    setWrong(found);
    setSaved(false);
    if (found.length > 0) return;
    // Empty, not absent: absent would be the limits of the beginning.
    const whole = { ...others, perAssetDay: amounts };
    if ((await run('settings.set', { limits: whole })) === undefined) return;
    setTyped(undefined);
    setSaved(true);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h3>{t('limit_assets')}</h3>
      <p class="muted">{t('limit_assets_text')}</p>
      {Object.entries(texts).map(([key, text]) => {
        const { name, unit } = assetFor(key);
        return (
          <div key={key} class="asset-limit" data-asset={key}>
            <AmountField
              act="limit-asset"
              label={name}
              unit={unit}
              value={text}
              error={
                wrong.includes(key)
                  ? t('limit_asset_wrong', name, dollarExample(locale))
                  : undefined
              }
              onValue={(value) => change({ ...texts, [key]: value })}
            />
            <button
              type="button"
              class="link"
              data-act="limit-asset-remove"
              aria-label={t('limit_asset_remove', name)}
              disabled={busy !== undefined}
              onClick={() => remove(key)}
            >
              {t('limit_remove')}
            </button>
          </div>
        );
      })}
      <Another
        assets={listed.filter(({ key }) => texts[key] === undefined)}
        add={(key) => change({ ...texts, [key]: '' })}
      />
      <SaveLine act="save-asset-limits" saved={saved} />
    </form>
  );
}

/** Picks one of the assets that have no line yet. */
function Another(props: { assets: readonly LimitedAsset[]; add: (key: string) => void }) {
  const { t, busy } = useUi();
  const id = useFieldId();
  if (props.assets.length === 0) return null;
  return (
    <div class="field">
      <label for={id}>{t('limit_asset_add')}</label>
      <select
        id={id}
        data-act="limit-asset-add"
        value=""
        disabled={busy !== undefined}
        onChange={(event) => props.add(event.currentTarget.value)}
      >
        <option value="" />
        {props.assets.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

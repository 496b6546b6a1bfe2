import { ASSETS } from '../../../core/money/assets.ts';
import { networkById } from '../../../core/money/networks.ts';
import { BITCOIN } from '../../../core/rules/limits.ts';
import type { NetworkSetting } from '../../../messages/index.ts';
import { shortAddress } from '../../shared/format/money.ts';
import type { Translate } from '../../shared/ui.ts';

/** An asset that can have a limit of its own. */
export type LimitedAsset = {
  /** As in `Limits.perAssetDay`. */
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  /** Between the unit and what is stored. */
  readonly decimals: number;
};

/** Bitcoin, and what the purse pays with on the networks of the settings. */
export function limitedAssets(
  networks: readonly NetworkSetting[],
  t: Translate,
): readonly LimitedAsset[] {
  const known = networks.flatMap(({ network }) =>
    ASSETS.filter((asset) => asset.network === network.id && asset.transfer === 'eip3009').map(
      ({ address, symbol, decimals }) => ({
        key: `${network.id}/${address.toLowerCase()}`,
        name: t('option', symbol, network.name),
        unit: symbol,
        decimals,
      }),
    ),
  );
  return [{ key: BITCOIN, name: t('limit_bitcoin'), unit: 'sat', decimals: 3 }, ...known];
}

/** A stored limit's asset that is on no list any more: it still counts, so it is named as well as it can be. */
export function unlisted(key: string, t: Translate): LimitedAsset {
  const [network = '', asset = key] = key.split('/');
  const place = networkById(network)?.name ?? network;
  const name = t('limit_asset_unlisted', shortAddress(asset), place);
  return { key, name, unit: t('smallest_units'), decimals: 0 };
}

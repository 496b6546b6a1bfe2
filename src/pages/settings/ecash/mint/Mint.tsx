import type { MintView } from '../../../../messages/index.ts';
import { SiteText } from '../../../shared/display/SiteText.tsx';
import { moneyText } from '../../../shared/format/money.ts';
import { useUi } from '../../../shared/ui.ts';
import { ConfirmButton } from '../../form/ConfirmButton.tsx';
import { FundMint } from './FundMint.tsx';
import { TakeOut } from './TakeOut.tsx';

/** A mint: who it says it is, what it holds, and how money goes in and out. */
export function Mint(props: { mint: MintView; mayFund: boolean; usable: boolean }) {
  const ui = useUi();
  const { t, run } = ui;
  const { mint, mayFund, usable } = props;
  const { url, name, description, balances, units } = mint;
  const held = balances.filter(({ amount }) => amount !== '0');
  return (
    <div class="card" data-mint={url}>
      <div class="mint">
        <h3>{name === undefined ? <bdi>{url}</bdi> : <SiteText text={name} />}</h3>
        {name !== undefined && <bdi class="mono">{url}</bdi>}
        {description !== undefined && (
          <p class="muted">
            <SiteText text={description} />
          </p>
        )}
      </div>
      <p class="balances">
        {held.length === 0
          ? t('mint_empty')
          : t('mint_holds', held.map((money) => moneyText(money, ui)).join(' · '))}
      </p>
      {usable && units.length > 0 && mayFund && <FundMint mint={mint} />}
      {usable && !mayFund && (
        <p class="hint">
          {t('fund_needs_lightning')} <a href="#lightning">{t('to_lightning')}</a>
        </p>
      )}
      {usable && held.length > 0 && <TakeOut mint={mint} />}
      {usable && held.length === 0 && (
        <div class="line start">
          <ConfirmButton
            act="remove-mint"
            label={t('mint_remove')}
            question={t('mint_remove_sure')}
            of={url}
            press={() => run('ecash.removeMint', { url })}
          />
        </div>
      )}
    </div>
  );
}

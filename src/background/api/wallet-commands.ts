import { FareboxError } from '../../core/errors.ts';
import { parseBaseUnits } from '../../core/money/money.ts';
import type { Commands, EcashView, LightningView, PassView } from '../../messages/index.ts';
import type { Context } from '../context.ts';
import { usePass } from '../requests/use-pass.ts';
import { addMoney, browserWallet, forgetTransfer } from '../wallets/browser-wallet.ts';
import { fund, takeOut } from '../wallets/buy-ecash.ts';
import type { Handlers } from './handlers.ts';
import { mintMoney } from './views/mint-money.ts';
import { passOf } from './views/pass.ts';
import { ecashOf } from './views/settings/ecash.ts';
import { lightningOf } from './views/settings/lightning.ts';

type WalletCommands =
  | 'pass.list'
  | 'pass.remove'
  | 'pass.use'
  | 'pass.auto'
  | 'lightning.get'
  | 'lightning.connect'
  | 'lightning.disconnect'
  | 'browserWallet.get'
  | 'browserWallet.send'
  | 'browserWallet.forget'
  | 'ecash.get'
  | 'ecash.addMint'
  | 'ecash.removeMint'
  | 'ecash.receive'
  | 'ecash.fund'
  | 'ecash.takeOut'
  | 'ecash.restore'
  | 'ecash.takeBack';

/** What the settings ask of passes and of the wallets beside the purse. */
export const walletHandlers: Handlers<WalletCommands> = {
  'pass.list': passes,
  'pass.remove': async (context, { passId }) => {
    await context.passes.drop(passId);
    context.changed();
    return passes(context);
  },
  'pass.use': async (context, { tabId, seenId }) => {
    const { seen } = await context.tabs.get(tabId);
    const wanted = seen.find(({ id }) => id === seenId);
    if (wanted === undefined) throw new FareboxError('error_quote_gone');
    await usePass(context, wanted);
    return null;
  },
  'pass.auto': async (context, { passId, auto }) => {
    await context.passes.change(passId, { auto });
    context.changed();
    return passes(context);
  },
  'lightning.get': (context) => lightningOf(context),
  'lightning.connect': async (context, { uri }) => {
    await context.lightning.connect(uri);
    return lightning(context);
  },
  'lightning.disconnect': async (context) => {
    await context.lightning.disconnect();
    return lightning(context);
  },
  'browserWallet.get': (context) => browserWallet(context),
  'browserWallet.send': addMoney,
  'browserWallet.forget': forgetTransfer,
  'ecash.get': (context) => ecashOf(context),
  'ecash.addMint': async (context, { url }) => {
    await addMint(context, url);
    return ecash(context);
  },
  'ecash.removeMint': async (context, { url }) => {
    await context.ecash.removeMint(url);
    return ecash(context);
  },
  'ecash.receive': async (context, { token }) => {
    await context.ecash.receive(token);
    return ecash(context);
  },
  'ecash.fund': async (context, { mint, unit, amount }) => {
    await fund(context, mint, unit, amountOf(amount));
    return ecash(context);
  },
  'ecash.takeOut': async (context, { mint, unit, amount }) => {
    const token = await takeOut(context, mint, unit, amountOf(amount));
    await ecash(context);
    return { token };
  },
  'ecash.restore': (context, { words, mint }) => restoreFrom(context, words, mint),
  'ecash.takeBack': async (context, { paymentId }) => {
    const payment = await context.journal.get(paymentId);
    // One that was taken out by hand is in no journal.
    if (payment === undefined) await context.ecash.takeBack(paymentId);
    else await context.payments.press(paymentId, { type: 'takeBackPressed' });
    return ecash(context);
  },
};

/** Words that were used elsewhere may have ecash at this mint already, and numbers that it has signed. */
async function addMint({ ecash, phrase }: Context, url: string): Promise<void> {
  const words = (await phrase.wereBrought()) ? await phrase.words() : undefined;
  if (words !== undefined) await ecash.restore(words, url);
  await ecash.addMint(url);
}

/** Errors of the mint itself; all others would be the same at every mint. */
const OF_MINT = /^error_(?:mint_|token_|ecash_not_enough)/;

async function restoreFrom(
  context: Context,
  words: string,
  mint: string,
): Promise<Commands['ecash.restore']['out']> {
  try {
    const restored = await context.ecash.restore(words, mint);
    return {
      restored: Object.entries(restored).map(([unit, amount]) => mintMoney(amount, unit)),
    };
  } catch (error) {
    if (!(error instanceof FareboxError) || !OF_MINT.test(error.key)) throw error;
    return { restored: [], failure: { error: error.key, detail: error.detail } };
  } finally {
    // What came in before a mint failed is there, too.
    await ecash(context);
  }
}

/** Whole base units, more than none. `error_setting` names the field otherwise. */
function amountOf(text: string): bigint {
  const amount = parseBaseUnits(text);
  if (amount === undefined || amount === 0n) throw new FareboxError('error_setting', 'amount');
  return amount;
}

/** Something of the wallet changed: what is drawn of it is asked for again. */
function lightning(context: Context): Promise<LightningView> {
  context.balances.forget();
  context.changed();
  return lightningOf(context);
}

function ecash(context: Context): Promise<EcashView> {
  context.balances.forget();
  context.changed();
  return ecashOf(context);
}

/** The passes that sites have taken, newest first. */
async function passes(context: Context): Promise<PassView[]> {
  const all = await context.passes.list();
  return all
    .filter(({ good }) => good)
    .map((pass) => passOf(context, pass))
    .reverse();
}

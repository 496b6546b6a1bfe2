import { FareboxError } from '../core/errors.ts';
import { parseBaseUnits } from '../core/money.ts';
import type { Commands, EcashView, LightningView, PassView } from '../messages/index.ts';
import { fund, takeOut } from './ecash.ts';
import type { Farebox } from './farebox.ts';
import type { Handlers } from './handlers.ts';
import { usePass } from './pass.ts';
import { ecashOf } from './views/ecash.ts';
import { lightningOf } from './views/lightning.ts';
import { mintMoney } from './views/mint-money.ts';
import { passOf } from './views/pass.ts';

type WalletCommands =
  | 'pass.list'
  | 'pass.remove'
  | 'pass.use'
  | 'pass.auto'
  | 'lightning.get'
  | 'lightning.connect'
  | 'lightning.disconnect'
  | 'ecash.get'
  | 'ecash.addMint'
  | 'ecash.removeMint'
  | 'ecash.receive'
  | 'ecash.fund'
  | 'ecash.takeOut'
  | 'ecash.words'
  | 'ecash.restore'
  | 'ecash.wordsWritten'
  | 'ecash.takeBack';

/** What the settings ask of passes and of the wallets beside the purse. */
export const walletHandlers: Handlers<WalletCommands> = {
  'pass.list': passes,
  'pass.remove': async (farebox, { passId }) => {
    await farebox.passes.drop(passId);
    farebox.changed();
    return passes(farebox);
  },
  'pass.use': async (farebox, { tabId, seenId }) => {
    const { seen } = await farebox.tabs.get(tabId);
    const wanted = seen.find(({ id }) => id === seenId);
    if (wanted === undefined) throw new FareboxError('error_quote_gone');
    await usePass(farebox, wanted);
    return null;
  },
  'pass.auto': async (farebox, { passId, auto }) => {
    await farebox.passes.change(passId, { auto });
    farebox.changed();
    return passes(farebox);
  },
  'lightning.get': (farebox) => lightningOf(farebox),
  'lightning.connect': async (farebox, { uri }) => {
    await farebox.lightning.connect(uri);
    return lightning(farebox);
  },
  'lightning.disconnect': async (farebox) => {
    await farebox.lightning.disconnect();
    return lightning(farebox);
  },
  'ecash.get': (farebox) => ecashOf(farebox),
  'ecash.addMint': async (farebox, { url }) => {
    await farebox.ecash.addMint(url);
    return ecash(farebox);
  },
  'ecash.removeMint': async (farebox, { url }) => {
    await farebox.ecash.removeMint(url);
    return ecash(farebox);
  },
  'ecash.receive': async (farebox, { token }) => {
    await farebox.ecash.receive(token);
    return ecash(farebox);
  },
  'ecash.fund': async (farebox, { mint, unit, amount }) => {
    await fund(farebox, mint, unit, amountOf(amount));
    return ecash(farebox);
  },
  'ecash.takeOut': async (farebox, { mint, unit, amount }) => {
    const token = await takeOut(farebox, mint, unit, amountOf(amount));
    await ecash(farebox);
    return { token };
  },
  'ecash.words': async (farebox, { passphrase }) => {
    // The words are the money: whoever asks for them must know more than where the mouse is.
    await farebox.purse.backup(passphrase);
    const words = await farebox.ecash.words();
    if (words === undefined) throw new FareboxError('error_ecash_words');
    return { words: words.join(' ') };
  },
  'ecash.restore': (farebox, { words, mint }) => restoreFrom(farebox, words, mint),
  'ecash.wordsWritten': async (farebox) => {
    await farebox.ecash.confirmWords();
    return ecash(farebox);
  },
  'ecash.takeBack': async (farebox, { paymentId }) => {
    const payment = await farebox.journal.get(paymentId);
    // One that was taken out by hand is in no journal.
    if (payment === undefined) await farebox.ecash.takeBack(paymentId);
    else await farebox.payments.press(paymentId, { type: 'takeBackPressed' });
    return ecash(farebox);
  },
};

/** Errors of the mint itself; all others would be the same at every mint. */
const OF_MINT = /^error_(?:mint_|token_|ecash_not_enough)/;

async function restoreFrom(
  farebox: Farebox,
  words: string,
  mint: string,
): Promise<Commands['ecash.restore']['out']> {
  try {
    const restored = await farebox.ecash.restore(words, mint);
    return {
      restored: Object.entries(restored).map(([unit, amount]) => mintMoney(amount, unit)),
    };
  } catch (error) {
    if (!(error instanceof FareboxError) || !OF_MINT.test(error.key)) throw error;
    return { restored: [], failure: { error: error.key, detail: error.detail } };
  } finally {
    // What came in before a mint failed is there, too.
    await ecash(farebox);
  }
}

/** Whole base units, more than none. `error_setting` names the field otherwise. */
function amountOf(text: string): bigint {
  const amount = parseBaseUnits(text);
  if (amount === undefined || amount === 0n) throw new FareboxError('error_setting', 'amount');
  return amount;
}

/** Something of the wallet changed: what is drawn of it is asked for again. */
function lightning(farebox: Farebox): Promise<LightningView> {
  farebox.balances.forget();
  farebox.changed();
  return lightningOf(farebox);
}

function ecash(farebox: Farebox): Promise<EcashView> {
  farebox.balances.forget();
  farebox.changed();
  return ecashOf(farebox);
}

/** The passes that sites have taken, newest first. */
async function passes(farebox: Farebox): Promise<PassView[]> {
  const all = await farebox.passes.list();
  return all
    .filter(({ good }) => good)
    .map(passOf)
    .reverse();
}

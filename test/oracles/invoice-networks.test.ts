import { it } from 'vitest';
import { readsAlike } from './invoices.ts';

it('reads invoices of test networks as light-bolt11-decoder and lightning-tools do', () => {
  readsAlike('tb', 'tbs', 'bcrt');
});

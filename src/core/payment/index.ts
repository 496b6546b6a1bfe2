export * from './carried.ts';
export * from './events.ts';
export * from './evidence.ts';
export * from './machine.ts';
export * from './payment.ts';
export { checkSendable } from './rows/sendable.ts';
export * from './summary.ts';

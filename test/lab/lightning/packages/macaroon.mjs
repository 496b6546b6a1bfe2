import macaroon from 'macaroon';

export const { newMacaroon, importMacaroon } = macaroon;

import { describe, expect, it } from '@jest/globals';
import { changed, formatAddress, parseAddress } from './address.ts';

describe('an address', () => {
  it('survives being written to a URL and read again', () => {
    const search = '?view=why&grain=quarter&period=2025-Q4&dimension=tier&segment=mid+market&from=2024-12-31&sort=-arr';
    expect(formatAddress(parseAddress(search))).toBe(search);
  });

  it('leaves defaults out, so that a link to the latest period stays one', () => {
    expect(formatAddress(parseAddress('?view=overview&grain=month'))).toBe('?');
  });

  it('passes over what it does not know', () => {
    expect(parseAddress('?view=nonsense&grain=week&foo=1')).toEqual({ view: 'overview', grain: 'month' });
  });

  it('drops the period when the grain changes, because a label of one grain names nothing in another', () => {
    const address = parseAddress('?period=2025-03&dimension=tier');
    expect(changed(address, { grain: 'year' })).toEqual({ view: 'overview', grain: 'year', dimension: 'tier' });
  });

  it('drops the segment when the dimension changes', () => {
    expect(changed(parseAddress('?dimension=tier&segment=smb'), { dimension: 'region' }).segment).toBeUndefined();
  });

  it('takes the period along to another view, and leaves behind what only the former view knows', () => {
    const next = changed(parseAddress('?view=contracts&period=2025-03&contract=c-1&query=x'), { view: 'why' });
    expect(next).toEqual({ view: 'why', grain: 'month', period: '2025-03' });
  });

  it('leaves the days of a view behind when the period moves, because they would hold the view still', () => {
    const why = parseAddress('?view=why&period=2025-03&from=2024-03-31&to=2025-03-31&movement=new');
    expect(formatAddress(changed(why, { period: '2025-02' }))).toBe('?view=why&period=2025-02&movement=new');
    expect(formatAddress(changed(why, { period: undefined }))).toBe('?view=why&movement=new');
    expect(formatAddress(changed(why, { grain: 'quarter' }))).toBe('?view=why&grain=quarter&movement=new');
    expect(changed(why, { movement: undefined }).from).toBe('2024-03-31');
    const contract = parseAddress('?view=contracts&contract=c-1&on=2025-03-31');
    expect(formatAddress(changed(contract, { period: '2025-02' }))).toBe('?view=contracts&period=2025-02&contract=c-1');
  });

  it('keeps the day of an earlier report when the period moves, to compare other periods with it', () => {
    expect(changed(parseAddress('?view=data&on=2025-03-31'), { period: '2025-02' }).on).toBe('2025-03-31');
  });

  it('takes a key out that is set to undefined', () => {
    expect(changed(parseAddress('?period=2025-03'), { period: undefined }).period).toBeUndefined();
  });
});

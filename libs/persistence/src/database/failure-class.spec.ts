import { describe, expect, it } from '@jest/globals';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { failureClass, PROGRESS_WENT_BACK } from './failure-class.ts';

const failed = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('failureClass', () => {
  it.each([
    ['08006', 'a broken connection'],
    ['25006', 'a server that is read-only'],
    ['3D000', 'a database that does not exist yet'],
    ['40001', 'a serialization failure'],
    ['40P01', 'a deadlock'],
    ['42501', 'a right that somebody may grant'],
    ['42P01', 'a table that a restore is about to bring back'],
    ['53300', 'a server without a free connection'],
    ['55P03', 'a lock that was not available'],
    ['57014', 'a timeout'],
    ['57P03', 'a server that starts'],
    ['P0001', 'an error of a trigger'],
    ['XX000', 'an error inside the server'],
    [PROGRESS_WENT_BACK, 'a store that fell behind'],
  ])('retries after %s, %s, also as the cause of another error', (code) => {
    expect(failureClass(failed(code))).toBe('retry');
    expect(failureClass(new Error('in a batch', { cause: failed(code) }))).toBe('retry');
  });

  it.each([
    new Error('Connection terminated unexpectedly'),
    new Error('Client has encountered a connection error and is not queryable'),
    new QueryRunnerAlreadyReleasedError(),
    new QueryFailedError('SELECT 1', [], new Error('the driver says something new')),
  ])('retries after an error of the driver without a code: %s', (error) => {
    expect(failureClass(error)).toBe('retry');
  });

  it.each([
    failed('28P01'),
    failed('28000'),
    new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
    new Error('The server does not support SSL connections'),
  ])('gives up a login that the server refuses until a setting is changed: %s', (error) => {
    expect(failureClass(error)).toBe('setting');
    expect(failureClass(new Error('not connected', { cause: error }))).toBe('setting');
  });

  it.each([
    new TypeError('undefined is no function'),
    new QueryFailedError('SELECT 1', [], new TypeError('a bug in a parser of values')),
    new Error('a sum that cannot be'),
    failed('22P02'),
    failed('22003'),
    failed('42601'),
    new QueryFailedError('SELECT', [], failed('42601')),
    'text',
  ])('knows nothing of a bug: %s', (error) => {
    expect(failureClass(error)).toBe(null);
  });
});

import { databaseSettings, kafkaSettings, logSettings, watchSettings } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { misspeltSettings } from './misspelt-settings.ts';

const groups = { kafka: kafkaSettings, database: databaseSettings, log: logSettings, watch: watchSettings(8080) };

describe('misspeltSettings', () => {
  it.each([
    ['KAFKA_BROKER', 'KAFKA_BROKERS'],
    ['kafka_brokers', 'KAFKA_BROKERS'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['DATABASE_URI_FILE', 'DATABASE_URL_FILE'],
  ])('names %s, which means %s', (given, meant) => {
    expect(misspeltSettings(groups, { [given]: 'x', KAFKA_SSL: 'true' })).toEqual([
      `${given} is not a setting; did you mean ${meant}?`,
    ]);
  });

  it('names neither settings nor the variables of other programs', () => {
    const foreign = [
      'PATH',
      'HOME',
      'HTTP_PROXY',
      'HTTPS_PROXY',
      'PGHOST',
      'KAFKA_HEAP_OPTS',
      'DATABASE_USER',
      'LOGNAME',
    ];
    const settings = Object.values(groups).flatMap((group) => Object.values(group.settings).map(({ name }) => name));
    settings.push('DATABASE_URL_FILE', 'KAFKA_SASL_PASSWORD_FILE');
    expect(misspeltSettings(groups, Object.fromEntries([...foreign, ...settings].map((name) => [name, 'x'])))).toEqual(
      [],
    );
  });
});

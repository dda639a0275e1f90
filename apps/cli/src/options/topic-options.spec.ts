import { describe, expect, it } from '@jest/globals';
import { publishedTopics } from './topic-options.ts';

const TOPICS = { snapshotsTopic: 'snapshots', contractsTopic: 'contracts' };
const NONE = { snapshotsTopic: null, contractsTopic: null };

describe('The topics that changed records go to', () => {
  it('are those of the options, and none with --no-publish and in a dry run', () => {
    expect(publishedTopics({ ...TOPICS, publish: true })).toEqual(TOPICS);
    expect(publishedTopics({ ...TOPICS, publish: false })).toEqual(NONE);
    expect(publishedTopics({ ...TOPICS, publish: true, dryRun: true })).toEqual(NONE);
  });
});

// Creates, reads, changes and deletes one of each kind, and prints what failed as JSON.
const assert = require('assert')
const { apis, described, ids } = require('./sdk.js')

const data = async (call, status = 200) => {
  const answer = await call
  assert.strictEqual(answer.response.statusCode, status)
  return answer.body.data
}
const gone = (call) => assert.rejects(call, (error) => error.statusCode === 404)

const {
  AudiencesApi, DestinationFiltersApi, DestinationsApi, FunctionsApi, IAMGroupsApi, IAMUsersApi, LabelsApi,
  ReverseETLApi, SourcesApi, TrackingPlansApi, TransformationsApi, WarehousesApi,
} = apis
let source

const trips = {
  async source() {
    const made = await data(SourcesApi.createSource({ slug: 'peer', enabled: true, metadataId: ids.sourceMetadataId }), 201)
    source = made.source.id
    await SourcesApi.updateSource(source, { name: 'Peer' })
    assert.strictEqual((await data(SourcesApi.getSource(source))).source.name, 'Peer')
  },
  async destination() {
    const wanted = { sourceId: source, metadataId: ids.destinationMetadataId, name: 'one', enabled: false, settings: {} }
    const { id } = (await data(DestinationsApi.createDestination(wanted))).destination
    await DestinationsApi.updateDestination(id, { name: 'two' })
    assert.strictEqual((await data(DestinationsApi.getDestination(id))).destination.name, 'two')
    const rule = { sourceId: source, if: "type = 'track'", actions: [{ type: 'DROP' }], title: 'one', enabled: true }
    const { filter } = await data(DestinationFiltersApi.createFilterForDestination(id, rule))
    await DestinationFiltersApi.updateFilterForDestination(id, filter.id, { title: 'two' })
    const read = await data(DestinationFiltersApi.getFilterInDestination(id, filter.id))
    assert.strictEqual(read.filter.title, 'two')
    await DestinationFiltersApi.removeFilterFromDestination(id, filter.id)
    await gone(DestinationFiltersApi.getFilterInDestination(id, filter.id))
    await DestinationsApi.deleteDestination(id)
    await gone(DestinationsApi.getDestination(id))
  },
  async label() {
    await data(LabelsApi.createLabel({ label: { key: 'team', value: 'peer' } }), 201)
    await SourcesApi.addLabelsToSource(source, { labels: [{ key: 'team', value: 'peer' }] })
    await SourcesApi.replaceLabelsInSource(source, { labels: [] })
    await LabelsApi.deleteLabel('team', 'peer')
  },
  async trackingPlan() {
    const { id } = (await data(TrackingPlansApi.createTrackingPlan({ name: 'Peer', type: 'LIVE' }))).trackingPlan
    const rule = (key) => ({ type: 'TRACK', key, version: 1, jsonSchema: {} })
    const keys = async () =>
      (await data(TrackingPlansApi.listRulesFromTrackingPlan(id, { count: 9 }))).rules.map((one) => one.key)
    await TrackingPlansApi.replaceRulesInTrackingPlan(id, { rules: [rule('a')] })
    await TrackingPlansApi.updateRulesInTrackingPlan(id, { rules: [rule('b')] })
    assert.deepStrictEqual(await keys(), ['a', 'b'])
    await TrackingPlansApi.removeRulesFromTrackingPlan(id, [{ type: 'TRACK', key: 'a', version: 1 }])
    assert.deepStrictEqual(await keys(), ['b'])
    await TrackingPlansApi.addSourceToTrackingPlan(id, { sourceId: source })
    assert.strictEqual((await data(TrackingPlansApi.listSourcesFromTrackingPlan(id, { count: 9 }))).sources.length, 1)
    await TrackingPlansApi.removeSourceFromTrackingPlan(id, source)
    await TrackingPlansApi.deleteTrackingPlan(id)
  },
  async warehouse() {
    const wanted = { metadataId: ids.warehouseMetadataId, name: 'one', settings: {} }
    const { id } = (await data(WarehousesApi.createWarehouse(wanted), 201)).warehouse
    await WarehousesApi.updateWarehouse(id, { name: 'two', settings: {} })
    await data(WarehousesApi.addConnectionFromSourceToWarehouse(id, source), 201)
    await WarehousesApi.removeSourceConnectionFromWarehouse(id, source)
    await WarehousesApi.deleteWarehouse(id)
    await gone(WarehousesApi.getWarehouse(id))
  },
  async userGroup() {
    const { id } = (await data(IAMGroupsApi.createUserGroup({ name: 'one' }))).userGroup
    await IAMGroupsApi.updateUserGroup(id, { name: 'two' })
    const [first, second] = (await data(IAMUsersApi.listUsers({ count: 2 }))).users.map((user) => user.email)
    await IAMGroupsApi.addUsersToUserGroup(id, { emails: [first] })
    await IAMGroupsApi.replaceUsersInUserGroup(id, { emails: [second] })
    const users = (await data(IAMGroupsApi.listUsersFromUserGroup(id, { count: 9 }))).users
    assert.deepStrictEqual(users.map((user) => user.email), [second])
    await IAMGroupsApi.removeUsersFromUserGroup(id, [second])
    await IAMGroupsApi.deleteUserGroup(id)
    await gone(IAMGroupsApi.getUserGroup(id))
  },
  async invite() {
    await data(IAMUsersApi.createInvites({ invites: [{ email: 'peer@example.com', permissions: [] }] }), 201)
    await IAMUsersApi.deleteInvites(['peer@example.com'])
  },
  async function() {
    const wanted = { code: '// one', displayName: 'Peer', resourceType: 'SOURCE' }
    const { id } = (await data(FunctionsApi.createFunction(wanted))).function
    await FunctionsApi.updateFunction(id, { code: '// two' })
    assert.ok((await data(FunctionsApi.listFunctionVersions(id, { count: 9 }))).versions.length)
    await FunctionsApi.deleteFunction(id)
    await gone(FunctionsApi.getFunction(id))
  },
  async transformation() {
    const wanted = { name: 'one', sourceId: source, enabled: true, if: "type = 'track'", newEventName: 'other' }
    const { id } = (await data(TransformationsApi.createTransformation(wanted))).transformation
    await TransformationsApi.updateTransformation(id, { name: 'two' })
    assert.strictEqual((await data(TransformationsApi.getTransformation(id))).transformation.name, 'two')
    await TransformationsApi.deleteTransformation(id)
  },
  async reverseEtlModel() {
    const [{ sourceId }] = (await data(ReverseETLApi.listReverseEtlModels({ count: 1 }))).models
    const wanted = {
      sourceId, name: 'one', description: '', enabled: true, query: 'select 1', queryIdentifierColumn: 'id',
      scheduleStrategy: 'MANUAL', scheduleConfig: {},
    }
    const { id } = (await data(ReverseETLApi.createReverseEtlModel(wanted), 201)).reverseEtlModel
    await ReverseETLApi.updateReverseEtlModel(id, { name: 'two' })
    assert.strictEqual((await data(ReverseETLApi.getReverseEtlModel(id))).reverseEtlModel.name, 'two')
    await ReverseETLApi.deleteReverseEtlModel(id)
  },
  async audience() {
    const { audiences } = await data(AudiencesApi.listAudiences(ids.spaceId, { count: 3 }))
    assert.strictEqual((await data(AudiencesApi.getAudience(ids.spaceId, audiences[0].id))).audience.id, audiences[0].id)
  },
  async goodbye() {
    await SourcesApi.deleteSource(source)
    await gone(SourcesApi.getSource(source))
  },
}

async function main() {
  const result = { trips: Object.keys(trips).length, failed: {} }
  for (const [name, trip] of Object.entries(trips)) {
    try {
      await trip()
    } catch (error) {
      result.failed[name] = described(error)
    }
  }
  console.log(JSON.stringify(result))
}

main()

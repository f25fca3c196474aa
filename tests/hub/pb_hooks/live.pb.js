// Live metrics: who follows which system. The simulator reads and pushes through the routes of simulator.pb.js.

onRealtimeSubscribeRequest((e) => {
  const { refuseUnknown, settle } = require(`${__hooks}/lib/followers.js`);
  refuseUnknown(e);
  settle();
  e.next();
  settle();
});

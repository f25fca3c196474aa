// Live metrics: who follows which system. The simulator asks and pushes through the routes of simulator.pb.js.

onRealtimeSubscribeRequest((e) => {
  const { settle } = require(`${__hooks}/lib/followers.js`);
  settle();
  e.next();
  settle();
});

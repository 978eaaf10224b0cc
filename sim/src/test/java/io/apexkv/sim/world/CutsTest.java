package io.apexkv.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.network.Reach;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import org.junit.jupiter.api.Test;

/** Five nodes and three clients. */
class CutsTest {

  private final Reach reach = new Reach();
  private final Cuts cuts = new Cuts(reach, 5, 3);

  private static Fault fault(FaultKind kind, int clients, int bridge) {
    return new Fault(kind, 0, 1, 0b00011, 1, clients, bridge);
  }

  private boolean connected(int one, int other) {
    return reach.connects(Reach.node(one), Reach.node(other));
  }

  private boolean serves(int client, int node) {
    return reach.connects(Reach.client(client), Reach.node(node));
  }

  private int pairsConnected() {
    int connected = 0;
    for (int one = 0; one < Reach.ENDPOINTS; one++) {
      for (int other = 0; other < Reach.ENDPOINTS; other++) {
        connected += reach.passes(one, other) ? 1 : 0;
      }
    }
    return connected;
  }

  @Test
  void aPartitionWithoutClientsLetsThemReachBothSides() {
    cuts.sides(fault(FaultKind.PARTITION, 0, 0), 0b00011, true);
    assertTrue(connected(1, 2) && connected(3, 4));
    assertFalse(connected(1, 3));
    assertTrue(serves(0, 1) && serves(0, 5));
  }

  @Test
  void aPartitionWithClientsDividesThemToo() {
    cuts.sides(fault(FaultKind.PARTITION, 0b101, 0), 0b00011, true);
    assertTrue(serves(0, 1) && serves(2, 2) && serves(1, 3));
    assertFalse(serves(0, 3) || serves(2, 5) || serves(1, 1));
  }

  @Test
  void aOneWayPartitionLosesWhatLeavesTheSide() {
    cuts.sides(fault(FaultKind.ONE_WAY_PARTITION, 0b001, 0), 0b00011, true);
    assertFalse(reach.passes(Reach.node(1), Reach.node(3)));
    assertTrue(reach.passes(Reach.node(3), Reach.node(1)));
    assertFalse(reach.passes(Reach.client(0), Reach.node(3)), "requests of the side's client");
    assertTrue(reach.passes(Reach.node(3), Reach.client(0)));
    assertFalse(reach.passes(Reach.node(1), Reach.client(1)), "answers to the others' client");
    assertTrue(reach.passes(Reach.client(1), Reach.node(1)));
  }

  @Test
  void aPausedMachineThatIsCutOffHasNoBridge() {
    cuts.sides(fault(FaultKind.PAUSE, 0b001, 1), 0b00011, true);
    assertFalse(connected(1, 3) || connected(2, 3) || serves(0, 3) || serves(1, 1));
    assertTrue(connected(1, 2) && serves(0, 1));
  }

  @Test
  void aBridgeReachesEverybody() {
    cuts.sides(fault(FaultKind.PARTITION, 0b001, 2), 0b00011, true);
    assertTrue(connected(2, 1) && connected(2, 5) && serves(1, 2));
    assertFalse(connected(1, 5));
  }

  @Test
  void onARingEverybodyReachesTwoNeighboursAndOfThreeTwoReachOne() {
    int[] five = {4, 1, 3, 5, 2};
    cuts.ring(five, true);
    for (int i = 0; i < 5; i++) {
      assertTrue(connected(five[i], five[(i + 1) % 5]));
      assertFalse(connected(five[i], five[(i + 2) % 5]));
    }
    cuts.ring(five, false);
    new Cuts(reach, 3, 3).ring(new int[] {2, 3, 1}, true);
    assertTrue(connected(2, 3) && connected(3, 1));
    assertFalse(connected(2, 1));
  }

  @Test
  void whoIsAloneReachesNoNodeAndNotTheNamedClients() {
    cuts.alone(4, 0b010, true);
    for (int other = 1; other <= 5; other++) {
      assertTrue(other == 4 || !connected(4, other));
    }
    assertFalse(serves(1, 4));
    assertTrue(serves(0, 4) && serves(1, 3));
  }

  @Test
  void everyCutIsMendedByItsCounterpartAlone() {
    int all = pairsConnected();
    Fault one = fault(FaultKind.PARTITION, 0b001, 3);
    Fault other = fault(FaultKind.ONE_WAY_PARTITION, 0b110, 0);
    cuts.sides(one, 0b00011, true);
    cuts.sides(other, 0b10010, true);
    cuts.alone(2, 0b1, true);
    cuts.clients(0b11, 0b1, true);
    cuts.sides(one, 0b00011, false);
    assertTrue(pairsConnected() < all);
    cuts.clients(0b11, 0b1, false);
    cuts.alone(2, 0b1, false);
    cuts.sides(other, 0b10010, false);
    assertEquals(all, pairsConnected());
  }
}
